import "./dojo-app.js";
