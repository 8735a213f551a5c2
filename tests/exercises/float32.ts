/** A program as somebody writes it who computes in float32, as PyTorch does by default: each operation is rounded. */
import ts from "typescript";

const operators: ReadonlyMap<ts.SyntaxKind, ts.BinaryOperator | undefined> = new Map([
  [ts.SyntaxKind.PlusToken, undefined],
  [ts.SyntaxKind.MinusToken, undefined],
  [ts.SyntaxKind.AsteriskToken, undefined],
  [ts.SyntaxKind.SlashToken, undefined],
  [ts.SyntaxKind.PlusEqualsToken, ts.SyntaxKind.PlusToken],
  [ts.SyntaxKind.MinusEqualsToken, ts.SyntaxKind.MinusToken],
  [ts.SyntaxKind.AsteriskEqualsToken, ts.SyntaxKind.AsteriskToken],
  [ts.SyntaxKind.SlashEqualsToken, ts.SyntaxKind.SlashToken],
] as const);

const rounding: ts.TransformerFactory<ts.SourceFile> = (context) => {
  const { factory } = context;
  const rounded = (value: ts.Expression) =>
    factory.createCallExpression(
      factory.createPropertyAccessExpression(factory.createIdentifier("Math"), "fround"),
      undefined,
      [value],
    );
  const visit = (node: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(node, visit, context);
    // What has been changed below has no text of its own any more.
    if (ts.isCallExpression(node) && /^Math\.(exp|sqrt|tanh|log|pow)$/.test(node.expression.getText()))
      return rounded(visited as ts.CallExpression);
    if (!ts.isBinaryExpression(visited) || !operators.has(visited.operatorToken.kind)) return visited;
    const plain = operators.get(visited.operatorToken.kind);
    if (plain === undefined) return rounded(visited);
    return factory.createAssignment(
      visited.left,
      rounded(factory.createBinaryExpression(visited.left, plain, visited.right)),
    );
  };
  return (file) => ts.visitNode(file, visit) as ts.SourceFile;
};

export function inFloat32(source: string): string {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ESNext, alwaysStrict: false, module: ts.ModuleKind.ESNext },
    transformers: { before: [rounding] },
  });
  return outputText;
}
