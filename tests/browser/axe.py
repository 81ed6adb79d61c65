"""What axe is asked about a page."""

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """async ({only, strict}) => {
  const rules = strict ? {"color-contrast-enhanced": {enabled: true}} : {};
  const found = await axe.run(document, {runOnly: only, rules, resultTypes: ["violations"]});
  return found.violations.flatMap(v => v.nodes.slice(0, 3).map(n =>
    `axe ${v.id}: ${n.target.join(" ")} ${(n.failureSummary || "").split("\\n")[1] || ""}`));
}"""
