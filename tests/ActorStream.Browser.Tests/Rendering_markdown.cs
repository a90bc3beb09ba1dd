using ActorStream.Browser.Tests.Support;

namespace ActorStream.Browser.Tests;

public sealed class Rendering_markdown(Support.Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task An_answer_looks_the_same_however_it_was_cut_into_chunks()
    {
        const int seed = 20260131;
        ChatPage chat = await OpenPageAsync();
        string[] different = await chat.Page.EvaluateAsync<string[]>(
            await Script.ReadAsync("markdown-in-pieces.js"),
            seed
        );
        different.ShouldBeEmpty($"seed {seed}");
    }

    [Fact]
    public async Task No_text_costs_the_square_of_its_length()
    {
        ChatPage chat = await OpenPageAsync();
        double slowest = await chat.Page.EvaluateAsync<double>(
            await Script.ReadAsync("markdown-hostile-time.js")
        );
        slowest.ShouldBeLessThan(3000);
    }

    [Fact]
    public async Task The_usual_marks_become_elements()
    {
        const string link =
            "<a href=\"https://e.org/x\" title=\"https://e.org/x\" target=\"_blank\""
            + " rel=\"noopener noreferrer nofollow\">";
        var cases = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["one **two** *three* `four`"] =
                "<p>one <strong>two</strong> <em>three</em> <code>four</code></p>",
            ["a_b_c and 2 * 3 * 4"] = "<p>a_b_c and 2 * 3 * 4</p>",
            ["- a\n- b\n  - c"] = "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
            ["3. a\n4. b"] = "<ol start=\"3\"><li>a</li><li>b</li></ol>",
            ["# Title\ntext"] = "<h3>Title</h3><p>text</p>",
            ["> a\n> b"] = "<blockquote><p>a\nb</p></blockquote>",
            ["a\n\n---\n\nb"] = "<p>a</p><hr><p>b</p>",
            ["<b>&amp;</b>"] = "<p>&lt;b&gt;&amp;amp;&lt;/b&gt;</p>",
            ["see https://e.org/x."] = $"<p>see {link}https://e.org/x</a>.</p>",
            ["[here](https://e.org/x)"] = $"<p>{link}here</a></p>",
            ["![here](https://e.org/x)"] = $"<p>![here]({link}https://e.org/x</a>)</p>",
            ["[here](javascript:x)"] = "<p>[here](javascript:x)</p>",
        };
        ChatPage chat = await OpenPageAsync();
        foreach ((string markdown, string html) in cases)
        {
            string rendered = await chat.Page.EvaluateAsync<string>(
                """
                async (markdown) => {
                  const { renderMarkdown } = await import('/app/markdown/stream.js');
                  const container = document.createElement('div');
                  renderMarkdown(container, markdown);
                  return container.innerHTML;
                }
                """,
                markdown
            );
            rendered.ShouldBe(html);
        }
    }
}
