namespace FineTune.Functions.Reports;

/// <summary>The report's style: system fonts, one accent for the best trial and one for the baseline, light and dark by the reader's setting.</summary>
internal static class ReportStyle
{
    /// <summary>The style sheet, which stands in the page.</summary>
    public const string Css =
        """
        :root{color-scheme:light dark;--page:#fbfcfd;--card:#fff;--ink:#18222d;--soft:#576675;--line:#e1e7ed;--grid:#edf1f5;--best:#127444;--best-soft:#e8f5ee;--base:#985508;--other:#b4c0cc;--bad:#b3362b;--bar:#3d6fb4}
        @media(prefers-color-scheme:dark){:root{--page:#0f151b;--card:#172029;--ink:#e4eaf0;--soft:#94a3b2;--line:#2a3642;--grid:#212c37;--best:#4cc38a;--best-soft:#16312a;--base:#e5a04f;--other:#4b5b6b;--bad:#ef7d72;--bar:#6ea3e6}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
        main{max-width:64rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
        h1{font-size:1.75rem;overflow-wrap:anywhere;line-height:1.2;letter-spacing:-.01em;margin:0 0 .25rem}
        h2{font-size:1.1rem;margin:2.5rem 0 .5rem}
        h3{font-size:.95rem;margin:1.25rem 0 .25rem}
        p{margin:.35rem 0;max-width:46rem}
        .soft,figcaption,small{color:var(--soft)}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.75rem;margin:1.5rem 0}
        .card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.8rem 1rem}
        .card b{display:block;font-size:1.5rem;line-height:1.25;font-weight:650;font-variant-numeric:tabular-nums}
        .card.best{border-color:var(--best)}
        .card.best b{color:var(--best)}
        figure{overflow-x:auto;margin:.75rem 0;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.9rem 1rem .6rem}
        figcaption{font-size:13px;margin-top:.4rem}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:13px}
        th{font-weight:600;color:var(--soft)}
        th,td{text-align:left;padding:.42rem .7rem .42rem 0;border-bottom:1px solid var(--line);vertical-align:top}
        td.n,th.n{font-variant-numeric:tabular-nums;white-space:nowrap;text-align:right}
        tr.best td{background:var(--best-soft)}
        td.state-Failed{color:var(--bad)}
        code{font:12.5px ui-monospace,"SF Mono",Menlo,Consolas,monospace}
        ul{padding-left:1.1rem;margin:.4rem 0}
        li{margin:.2rem 0;max-width:46rem}
        svg{display:block;width:100%;height:auto;font:11px system-ui,sans-serif}
        svg text{fill:var(--soft)}
        .grid{stroke:var(--grid);stroke-width:1}
        .axis{stroke:var(--other);stroke-width:1}
        .line{fill:none;stroke-linejoin:round;stroke-linecap:round}
        .other{stroke:var(--other);stroke-width:1.2}
        .baseline{stroke:var(--base);stroke-width:2.2}
        .winner{stroke:var(--best);stroke-width:2.6}
        .training{stroke:var(--bar);stroke-width:2.2}
        text.baseline{fill:var(--base);stroke:none;font-weight:600}
        text.winner{fill:var(--best);stroke:none;font-weight:600}
        text.training{fill:var(--bar);stroke:none;font-weight:600}
        text.other{stroke:none}
        .bar{fill:var(--bar)}
        .track{fill:var(--grid)}
        svg text.name{fill:var(--ink);font-size:12px}
        @media(max-width:40rem){main{padding:1.5rem .9rem 3rem}.cards{grid-template-columns:1fr 1fr}figure svg{min-width:30rem;font-size:18px}svg text.name{font-size:17px}figcaption{position:sticky;left:0}}
        @media print{body{background:#fff}figure,.card{break-inside:avoid}}
        """;
}
