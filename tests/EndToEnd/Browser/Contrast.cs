namespace FineTune.EndToEnd.Browser;

/// <summary>Finds texts that are hard to read: contrast under 4.5 to 1, or 3 to 1 for large ones (WCAG 2.2, 1.4.3).</summary>
internal static class Contrast
{
    /// <summary>An expression of JavaScript: a list of the texts that fail, each with its ratio.</summary>
    public const string Failures =
        """
        (() => {
          const parse = (color) => { const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number); return { r, g, b, a }; };
          const light = ({ r, g, b }) => { const [x, y, z] = [r, g, b].map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
          const behind = (node) => {
            for (; node; node = node.parentElement) {
              const color = parse(getComputedStyle(node).backgroundColor);
              if (color.a === 1) return color;
            }
            return { r: 255, g: 255, b: 255, a: 1 };
          };
          const failures = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const text = walker.currentNode.textContent.trim();
            const owner = walker.currentNode.parentElement;
            if (!text || !owner.checkVisibility() || owner.closest(":disabled, title, style, script")) continue;
            const style = getComputedStyle(owner);
            const [a, b] = [light(parse(owner.ownerSVGElement ? style.fill : style.color)), light(behind(owner))].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
            if (ratio < (isLarge ? 3 : 4.5)) failures.push(`${text.slice(0, 60)}: ${ratio.toFixed(2)}`);
          }
          return failures;
        })()
        """;
}
