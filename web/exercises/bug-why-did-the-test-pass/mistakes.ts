import selfAttention from "../self-attention/mistakes.js";

export default selfAttention;
