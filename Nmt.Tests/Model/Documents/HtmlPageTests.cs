using System.Text;
using AngleSharp;
using AngleSharp.Html.Parser;
using Nmt.Model.Documents;

namespace Nmt.Tests.Model.Documents;

public sealed class HtmlPageTests
{
    private const string Page = """
        <!DOCTYPE html>
        <!-- a comment -->
        <html lang="en"><head><meta charset="utf-8"><title>My page &amp; I</title><style>p > b { color: red }</style>
        <script>if (a < b && c) say("no");</script></head>
        <body>
        <h1 class="x" id=top>A man &lt;rides&gt;</h1>
        <p>One <a href="?a=1&amp;b=2" title="Go there">link</a> and
          <b>bold <i>both</i></b>.<br>Next&nbsp;line</p>
        <ul><li>First<li>Second</ul>
        <pre>  keep
          this</pre>
        <img src="x.png" alt="A dog"><input placeholder="Your name" value="kept">
        <p translate="no">not <b translate=yes>but this</b></p><p class="notranslate">nor this</p>
        <table><tr><td>Cell</table>
        </body></html>
        """;

    public static TheoryData<string> Fragments =>
    [
        Page,
        "",
        "plain text &amp; more",
        "<p>One</p>\n\n<p>Two</p>",
        "<td>cell</td><td>other</td>",
        "<tr><td>cell</td></tr>",
        "<li>item</li>",
        "<p>Run <code>npm i</code> &lt;now&gt;.</p><script>let a = '<p>';</script>",
        "<!-- only a comment -->",
        "<svg><text>picture</text></svg><p>a<svg><path d=\"M0 0\"/></svg>b</p>",
        "<select><option>One<option>Two</select><textarea>mine</textarea>",
    ];

    [Theory]
    [MemberData(nameof(Fragments))]
    public void Write_Unchanged_SameStructure(string html)
    {
        var written = Encoding.UTF8.GetString(Translated.Unchanged(new HtmlPage(html)));

        Assert.Equal(Tree(html), Tree(written));
        Assert.Equal(written, Encoding.UTF8.GetString(Translated.Unchanged(new HtmlPage(written))));
    }

    [Theory]
    [InlineData("plain text &amp; more", "PLAIN TEXT &amp; MORE")]
    [InlineData("<p>One</p> <p>two</p>", "<p>ONE</p> <p>TWO</p>")]
    [InlineData("<tr><td>cell</td></tr>", "<tr><td>CELL</td></tr>")]
    [InlineData("<p>Run <code>npm i</code> now</p>", "<p>RUN <code>npm i</code> NOW</p>")]
    [InlineData("hello <b>world</b>", "HELLO <b>WORLD</b>")]
    [InlineData("a<br>b", "A<br>B")]
    [InlineData("<p>a &lt;b&gt;&nbsp;c</p>", "<p>A &lt;B&gt; C</p>")]
    [InlineData("<a title=\"x &amp; y\" href=\"x&amp;y\">z</a>", "<a title=\"X &amp; Y\" href=\"x&amp;y\">Z</a>")]
    [InlineData("<p translate=no>a <b>b</b></p><p class=notranslate>c</p>", "<p translate=\"no\">a <b>b</b></p><p class=\"notranslate\">c</p>")]
    [InlineData("<p translate=no>a <b translate=yes>b</b></p>", "<p translate=\"no\">a <b translate=\"yes\">B</b></p>")]
    [InlineData("<img alt=dog src=x><input placeholder=name value=v>", "<img alt=\"DOG\" src=\"x\"><input placeholder=\"NAME\" value=\"v\">")]
    [InlineData("<p>1 + 2 = 3</p>", "<p>1 + 2 = 3</p>")]
    [InlineData("<!-- <p>c</p> -->d", "<!-- <p>c</p> -->D")]
    public void Write_Fragment_StaysAFragment(string html, string expected) =>
        Assert.Equal(expected, Translated.With(new HtmlPage(html), text => text.ToUpperInvariant()));

    [Theory]
    [InlineData("<!-- c -->\n<!DOCTYPE html>\n<!-- d -->\n<html lang=\"en\"><head></head><body><p>a</p>\n</body></html>\r\n")]
    [InlineData("\uFEFF<html><head><title>a</title></head><body>b</body></html>\n\n")]
    [InlineData("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x.dtd\"><html><head></head><body>a</body></html>")]
    public void Write_PageInItsParsedForm_CharacterForCharacter(string html) =>
        Assert.Equal(html, Encoding.UTF8.GetString(Translated.Unchanged(new HtmlPage(html))));

    [Fact]
    public void Blocks_Page_InReadingOrder() => Assert.Equal(
        [
            "My page & I", "A man <rides>", "Go there", "One link and bold both.", "Next line", "First", "Second", "A dog", "Your name",
            "but this", "Cell",
        ],
        new HtmlPage(Page).Blocks.Select(block => block.Text));

    [Fact]
    public void Write_Translated_InlineTagsAtTheirWords()
    {
        var page = new HtmlPage("<p>I have <b>seen</b> the <a href=x>house</a> today</p>");
        var translation = Translated.Aligned(page.Blocks[0].Text, "Ich:0 habe:1 heute:5 gesehen:2 das:3 Haus:4");

        Assert.Equal("<p>Ich habe heute <b>gesehen</b> das <a href=\"x\">Haus</a></p>", page.ToHtml([translation]));
    }

    [Theory]
    [InlineData("<p><b>Yesterday</b> I slept</p>", "<p>Ich schlief <b>gestern</b></p>")]
    [InlineData("<b>Yesterday</b> I slept", "Ich schlief <b>gestern</b>")]
    [InlineData("<a href=\"x\"><b>Yesterday</b> I slept</a>", "<a href=\"x\">Ich schlief <b>gestern</b></a>")]
    public void Write_TaggedWordMovesToTheEnd_ItsTagToo(string html, string expected)
    {
        var page = new HtmlPage(html);
        Assert.Equal(expected, page.ToHtml([Translated.Aligned("Yesterday I slept", "Ich:1 schlief:2 gestern:0")]));
    }

    [Fact]
    public void Write_TranslationWithMarkup_IsText() =>
        Assert.Equal("<p>&lt;script&gt; &amp; \"x\"</p>", Translated.With(new HtmlPage("<p>a</p>"), _ => "<script> & \"x\""));

    private static string Tree(string html) => new HtmlParser().ParseDocument(html).ToHtml();
}
