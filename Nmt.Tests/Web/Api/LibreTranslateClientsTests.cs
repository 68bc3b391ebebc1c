using System.Text;
using System.Text.Json;

namespace Nmt.Tests.Web.Api;

/// <summary>
/// What programs in the field send, byte for byte, over a socket. The requests of LibreTranslate-py were recorded from
/// libretranslatepy 2.1.4 under Python 3.11; those of Weblate and Mastodon are what their sources build, written out by
/// hand.
/// </summary>
public sealed class LibreTranslateClientsTests(ListeningHost listening) : IClassFixture<ListeningHost>
{
    [Fact]
    public async Task LibreTranslatePy_Translate_ReadsTheText()
    {
        JsonElement answer = await listening.AskAsync(
            "POST /translate HTTP/1.1\r\nAccept-Encoding: identity\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: 51\r\nHost: 127.0.0.1:5000\r\nUser-Agent: Python-urllib/3.11\r\nConnection: close\r\n\r\n"
            + "q=Where+is+the+train+station%3F&source=en&target=de");
        Assert.Equal("Wo ist der Bahnhof?", answer.GetProperty("translatedText").GetString());
    }

    [Fact]
    public async Task LibreTranslatePy_TranslateWithAKeyForAnotherServer_ReadsTheText()
    {
        JsonElement answer = await listening.AskAsync(
            "POST /translate HTTP/1.1\r\nAccept-Encoding: identity\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: 63\r\nHost: 127.0.0.1:5000\r\nUser-Agent: Python-urllib/3.11\r\nConnection: close\r\n\r\n"
            + "q=Where+is+the+train+station%3F&source=en&target=de&api_key=abc");
        Assert.Equal("Wo ist der Bahnhof?", answer.GetProperty("translatedText").GetString());
    }

    [Fact]
    public async Task LibreTranslatePy_Detect_ReadsLanguageAndConfidence()
    {
        JsonElement answer = await listening.AskAsync(
            "POST /detect HTTP/1.1\r\nAccept-Encoding: identity\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: 19\r\nHost: 127.0.0.1:5000\r\nUser-Agent: Python-urllib/3.11\r\nConnection: close\r\n\r\n"
            + "q=Das+ist+mein+Haus");
        Assert.Equal("de", answer[0].GetProperty("language").GetString());
        Assert.InRange(answer[0].GetProperty("confidence").GetInt32(), 1, 100);
    }

    [Fact]
    public async Task LibreTranslatePy_DetectWithAKey_ReadsLanguageAndConfidence()
    {
        JsonElement answer = await listening.AskAsync(
            "POST /detect HTTP/1.1\r\nAccept-Encoding: identity\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: 35\r\nHost: 127.0.0.1:5000\r\nUser-Agent: Python-urllib/3.11\r\nConnection: close\r\n\r\n"
            + "q=Wo+ist+der+Bahnhof%3F&api_key=abc");
        Assert.Equal("de", answer[0].GetProperty("language").GetString());
    }

    [Fact]
    public async Task LibreTranslatePy_Umlauts_ReadsTheText()
    {
        JsonElement answer = await listening.AskAsync(
            "POST /translate HTTP/1.1\r\nAccept-Encoding: identity\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: 105\r\nHost: 127.0.0.1:5000\r\nUser-Agent: Python-urllib/3.11\r\nConnection: close\r\n\r\n"
            + "q=Zwei+M%C3%A4nner%2C+na%C3%AFve+%26+100+%25+%22sicher%22%0Azweite+Zeile+%F0%9F%99%82&source=en&target=de");
        Assert.Equal("ZWEI MÄNNER, NAÏVE & 100 % \"SICHER\"\nZWEITE ZEILE 🙂", answer.GetProperty("translatedText").GetString());
    }

    [Theory]
    [InlineData("Content-Length: 0", "")]
    [InlineData("Content-Length: 11", "api_key=abc")]
    public async Task LibreTranslatePy_LanguagesByGetWithABody_ReadsTheList(string length, string body)
    {
        JsonElement answer = await listening.AskAsync(
            "GET /languages HTTP/1.1\r\nAccept-Encoding: identity\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + $"{length}\r\nHost: 127.0.0.1:5000\r\nUser-Agent: Python-urllib/3.11\r\nConnection: close\r\n\r\n{body}");
        Assert.Equal(["de", "en"], answer.EnumerateArray().Select(each => each.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Weblate_Form_ReadsTheText()
    {
        JsonElement answer = await listening.AskAsync(
            "POST /translate HTTP/1.1\r\nHost: 127.0.0.1:5000\r\nUser-Agent: Weblate/4.18\r\nAccept-Encoding: gzip, deflate\r\n"
            + "Accept: application/json; charset=utf-8\r\nConnection: close\r\nContent-Length: 65\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
            + "api_key=secret&q=My+sister+does+not+eat+meat.&source=en&target=de");
        Assert.Equal("Meine Schwester isst kein Fleisch.", answer.GetProperty("translatedText").GetString());
    }

    [Fact]
    public async Task Weblate_Batch_ReadsOneTextEach()
    {
        const string Body = """{"q": ["one", "two words"], "source": "en", "target": "de", "format": "html"}""";
        JsonElement answer = await listening.AskAsync(Post("Weblate/5.9", Body));
        Assert.Equal(["ONE", "TWO WORDS"], answer.GetProperty("translatedText").EnumerateArray().Select(each => each.GetString()));
    }

    [Fact]
    public async Task Mastodon_Statuses_ReadsTextsAndLanguages()
    {
        const string Body = """{"q":["<p>Where is the <a href=\"https://example.org/@bob\" class=\"u-url mention\">@<span>bob</span></a>?</p>"],"source":"auto","target":"de","format":"html","api_key":null}""";
        JsonElement answer = await listening.AskAsync(Post("Mastodon/4.3.0 (http.rb/5.2.0; +https://social.example/)", Body));
        string text = answer.GetProperty("translatedText").EnumerateArray().Single().GetString()!;
        Assert.StartsWith("<p>WHERE IS", text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://example.org/@bob\" class=\"u-url mention\">", text, StringComparison.Ordinal);
        Assert.Equal("en", answer.GetProperty("detectedLanguage")[0].GetProperty("language").GetString());
    }

    [Fact]
    public async Task Mastodon_Languages_HaveTargets()
    {
        JsonElement answer = await listening.AskAsync(
            "GET /languages HTTP/1.1\r\nUser-Agent: Mastodon/4.3.0 (http.rb/5.2.0; +https://social.example/)\r\n"
            + "Accept-Encoding: gzip\r\nHost: 127.0.0.1:5000\r\nConnection: close\r\n\r\n");
        Assert.Contains("de", answer.EnumerateArray().Single(each => each.GetProperty("code").GetString() == "en")
            .GetProperty("targets").EnumerateArray().Select(each => each.GetString()));
    }

    private static string Post(string agent, string body) =>
        $"POST /translate HTTP/1.1\r\nUser-Agent: {agent}\r\nContent-Type: application/json\r\nHost: 127.0.0.1:5000\r\n"
        + $"Connection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
}
