"""What people call the parts of a Transformer, in names of parameters and of arguments.

A name is read as words: `W_q`, `q_proj`, `to_q` and `query_linear` all say "q" once the words that say nothing are gone.
"""

import re

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# Other words say nothing: weight, linear, proj, fc, attn, ...
ROLES = {
    "q": "q wq qw query queries querys toq qproj bq",
    "k": "k wk kw key keys tok kproj bk",
    "v": "v wv vw value values val vals tov vproj bv",
    "out": "o wo ow out output outputs combine concat merge unify unifyheads outproj toout bo",
    "qkv": "qkv wqkv toqkv bqkv",
    "kv": "kv wkv tokv bkv",
    "kqv": "kqv wkqv",
    "norm": "norm ln layernorm norms lnorm layernorms rms rmsnorm",
    "feed": "ffn ff feed forward feedforward mlp pff positionwise ffwd",
    "embedding": "embedding embed embeddings emb token tokens word words wte lut vocab lookup embeds",
    "positions": "positions position pos positional wpe",
    "classifier": "classifier classify cls classes class logits clf pred prediction label labels",
}
# Of a gated feed-forward network, and of the two ends of an edge in a graph; elsewhere these words say nothing.
GATED_ROLES = {"gate": "gate wgate gating", "up": "up wup", "down": "down wdown"}
EDGE_ROLES = {
    "dst": "dst target tgt destination dest receiver right r",
    "src": "src source sender left l",
}


def by_word(roles):
    return {word: role for role, said in roles.items() for word in said.split()}


ROLE_OF = by_word(ROLES)
FUSED = {("q", "k", "v"): "qkv", ("k", "q", "v"): "kqv", ("k", "v"): "kv", ("gate", "up"): "gate_up"}
FUSED |= {("positions", "embedding"): "positions", ("embedding", "positions"): "positions"}
SHIFTS = frozenset("b bias beta shift bq bk bv bo bqkv bkv biases".split())

ARGUMENTS = {
    "d_model": """d_model dmodel embed_dim embed_size embedding_dim embedding_size emb_dim emb_size emb hidden_size dim model_dim
        input_dim input_size in_features features n_embd n_embed embed d_embed size channels in_channels normalized_shape
        num_features ndim d_in d_out in_dim out_dim feature_dim width hidden_dim d k output_dim out_features model_size hidden
        attention_dim attn_dim inner_dim d_hidden""",
    "d_memory": """d_memory context_dim cross_attention_dim memory_dim mem_dim d_mem d_context encoder_dim enc_dim d_enc encoder_hid_dim
        source_dim src_dim kv_dim kdim vdim ctx_dim""",
    "in_features": "in_features in_dim d_in input_dim dim_in in_size",
    "out_features": "out_features out_dim d_out output_dim dim_out out_size",
    "rank": "rank r lora_rank lora_r lora_dim",
    "alpha": "alpha lora_alpha",
    "num_heads": "num_heads n_heads heads nhead n_head h num_attention_heads nheads numheads num_head head_num heads_num n_h",
    "num_kv_heads": """num_kv_heads n_kv_heads kv_heads num_key_value_heads n_kv_head num_query_groups num_groups n_groups num_kv_groups
        n_kv_groups groups g n_kv num_kv h_kv heads_kv kv_head_num n_kv_h num_k_heads""",
    "base": "base theta rope_theta rope_base rotary_base freq_base theta_base",
    "d_ff": """d_ff ff_dim dim_feedforward ffn_dim dff ff_hidden ff_hidden_dim mlp_dim intermediate_size ff_size d_inner ffn_hidden
        feed_forward_dim feedforward_dim hidden_dim hidden_size hidden d_hidden inner_dim d_ffn ffn_size mlp_hidden ff dim_ff n_inner""",
    "vocab_size": "vocab_size vocab num_embeddings n_vocab vocabulary_size num_tokens src_vocab_size vocab_len input_dim v",
    "num_classes": """num_classes n_classes classes num_labels n_class num_class output_dim output_size out_features out_dim c
        n_labels""",
    "num_layers": """num_layers n_layer n_layers num_layer layers num_blocks n_blocks num_hidden_layers depth nlayers n_block
        blocks num_transformer_layers""",
    "max_length": """max_len max_length context_length block_size seq_len max_seq_len max_position_embeddings length n_positions
        n_ctx context_size ctx_len max_positions num_positions max_context max_seq_length seq_length t""",
    "eps": "eps epsilon variance_epsilon layer_norm_eps layernorm_eps norm_eps rms_norm_eps rms_eps e",
}
ROLES_OF_ARGUMENT = {}
for role, said in ARGUMENTS.items():
    for name in said.split():
        ROLES_OF_ARGUMENT.setdefault(name, []).append(role)
HEAD_SIZES = frozenset("d_k d_v d_q d_head head_dim head_size dim_head dk dv key_dim value_dim dim_k dim_v dim_q".split())
LENGTHS = frozenset("max_len max_length context_length block_size seq_len max_seq_len max_position_embeddings length".split())
DROPOUTS = frozenset("dropout drop p drop_rate dropout_rate drop_prob attn_dropout dropout_p attn_drop proj_drop p_drop".split())
BIASES = frozenset("bias qkv_bias use_bias attn_bias out_bias elementwise_affine add_bias".split())
INDICES = frozenset("layer_id layer_idx layer_index layer_num".split())
CONFIGS = frozenset("config cfg args params hparams opt configuration conf model_args".split())
HIDING = re.compile("mask|padding")


def words(name):
    """`layerNorm_1` is layer, norm, 1."""
    return [word.lower() for word in WORD.findall(name)]


def is_shift(name):
    """Whether a parameter's own name says that it is added: `bias`, `beta`, `b_q`."""
    return not SHIFTS.isdisjoint(words(name))


def roles_for(paths):
    """Roles by words, for an exercise whose weights have these dotted names: the rarer ones where it has weights of them all."""
    found = ROLE_OF
    for rare in (GATED_ROLES, EDGE_ROLES):
        with_rare = ROLE_OF | by_word(rare)
        if rare.keys() <= {role_of(path, with_rare)[0] for path in paths}:
            found = found | with_rare
    return found


def role_of(path, role_of_word):
    """What the dotted name of a parameter says: its role, "" where it says none, and the numbers in it."""
    said, numbers, feeds, is_second = (), (), False, False
    for component in path.split("."):
        here = words(component)
        digits = tuple(int(word) for word in here if word.isdigit())
        numbers += digits
        roles = tuple(role_of_word[word] for word in here if word in role_of_word)
        # `linear1`, `fc2`, `w_1`: a number, and nothing that tells what of.
        feeds = feeds or "feed" in roles or (not roles and len(here) == 2 and digits in ((1,), (2,)))
        said = tuple(role for role in roles if role != "feed") or said
        # `post_attention_layernorm` comes before the feed-forward network.
        is_second = is_second or "post" in here
    role = FUSED.get(said) or (said[-1] if said else "")
    if feeds and role in ("", "out", "positions"):  # position_wise_feed_forward
        return ("feed", numbers)
    is_second = feeds or (is_second and not numbers)
    return (role, (2,) if is_second and role == "norm" else numbers)
