using System.Net;
using System.Text;
using System.Text.Json;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web.Api;

/// <summary>
/// What more client libraries send, byte for byte, over a socket: recorded from the packages libretranslate 1.0.1 and
/// libretranslate-ts 0.5.12 (JavaScript), and from the sources of jefs42/libretranslate (PHP) and
/// LibreTranslate.Client.Net 1.0.1 (C#). Only the texts are others, so that the tests know their translations.
/// </summary>
public sealed class LibreTranslateLibrariesTests(ListeningHost listening) : IClassFixture<ListeningHost>
{
    private const string Boundary = "------------------------bfd4dbcd5dfdd9fc";

    [Fact]
    public async Task JavaScript_Fetch_LanguagesAndTranslate()
    {
        const string Head = "host: 127.0.0.1:5000\r\nconnection: keep-alive\r\nContent-Type: application/json\r\naccept: */*\r\n"
            + "accept-language: *\r\nsec-fetch-mode: cors\r\nuser-agent: node\r\naccept-encoding: gzip, deflate\r\n";
        JsonElement languages = await listening.AskAsync($"GET /languages HTTP/1.1\r\n{Head}\r\n");
        Assert.Equal("de", languages[0].GetProperty("code").GetString());

        const string Body = """{"q":"Where is the train station?","source":"en","target":"de","format":"text","apiKey":""}""";
        JsonElement answer = await listening.AskAsync($"POST /translate HTTP/1.1\r\n{Head}content-length: {Body.Length}\r\n\r\n{Body}");
        Assert.Equal("Wo ist der Bahnhof?", answer.GetProperty("translatedText").GetString());
    }

    [Theory]
    [InlineData("/detect", """{"q":"Ein Hund läuft.","format":"text","api_key":null}""", "language")]
    [InlineData("/translate", """{"q":"Where is the train station?","source":"en","target":"de","format":"text","api_key":null}""", "Wo ist der Bahnhof?")]
    [InlineData("/translate", """{"q":"Where is the train station?","source":"auto","target":"de","format":"text","api_key":"abc","alternatives":3}""", "Wo ist denn der Bahnhof?")]
    public async Task JavaScript_Axios_IsAnswered(string route, string body, string expected)
    {
        JsonElement answer = await listening.AskAsync(
            $"POST {route} HTTP/1.1\r\nAccept: application/json\r\nContent-Type: application/json\r\nUser-Agent: axios/1.8.3\r\n"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nAccept-Encoding: gzip, compress, deflate, br\r\n"
            + $"Host: 127.0.0.1:5000\r\nConnection: keep-alive\r\n\r\n{body}");
        Assert.Contains(expected, answer.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /frontend/settings", "charLimit")]
    [InlineData("GET /languages", "targets")]
    [InlineData("POST /detect?q=Ein+Hund+l%C3%A4uft.&api_key=", "confidence")]
    public async Task Php_EmptyForm_IsAnswered(string line, string expected)
    {
        JsonElement answer = await listening.AskAsync($"{line} HTTP/1.1\r\n{Curl("application/x-www-form-urlencoded", "")}");
        Assert.Contains(expected, answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Php_Suggest_IsKept()
    {
        const string Body = "q=A+dog+is+running.&s=Ein+Hund+l%C3%A4uft.&source=en&target=de&api_key=";
        JsonElement answer = await listening.AskAsync($"POST /suggest HTTP/1.1\r\n{Curl("application/x-www-form-urlencoded", Body)}");
        Assert.True(answer.GetProperty("success").GetBoolean());
        Assert.Contains("Ein Hund läuft.", await File.ReadAllTextAsync(listening.Host.Folder.Suggestions), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Php_MultipartForm_IsTranslated()
    {
        string body = Part("q", "A dog is <b>running</b>.") + Part("format", "html") + Part("source", "en") + Part("target", "de")
            + Part("api_key", "") + $"--{Boundary}--\r\n";
        JsonElement answer = await listening.AskAsync($"POST /translate HTTP/1.1\r\n{Curl($"multipart/form-data; boundary={Boundary}", body)}");
        Assert.Equal("A DOG IS <b>RUNNING</b>.", answer.GetProperty("translatedText").GetString());
    }

    [Fact]
    public async Task Php_File_IsTranslatedAndFetched()
    {
        string body = $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"hello.txt\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\nA dog is running.\n\r\n"
            + Part("format", "html") + Part("source", "en") + Part("target", "de") + Part("api_key", "") + $"--{Boundary}--\r\n";
        JsonElement answer = await listening.AskAsync($"POST /translate_file HTTP/1.1\r\n{Curl($"multipart/form-data; boundary={Boundary}", body)}");
        await ExpectFileAsync(answer, "A DOG IS RUNNING.\n");
    }

    [Theory]
    [InlineData("/detect", """{"q":"Ein Hund l\u00E4uft.","api_key":"some-key"}""", "confidence")]
    [InlineData("/translate", """{"q":"Where is the train station?","source":"en","target":"de","format":"text","alternatives":1,"api_key":"some-key"}""", "Wo ist denn der Bahnhof?")]
    [InlineData("/translate", """{"q":"A dog is \u003Cb\u003Erunning\u003C/b\u003E.","source":"en","target":"de","format":"html","alternatives":1,"api_key":"some-key"}""", "A DOG IS")]
    [InlineData("/translate", """{"q":["one","two"],"source":"en","target":"de","format":"text","alternatives":1,"api_key":"some-key"}""", "[[\"ONE!\"],[\"TWO!\"]]")]
    [InlineData("/suggest", """{"q":"A dog.","s":"Ein Hund.","source":"en","target":"de","api_key":"some-key"}""", "true")]
    public async Task DotNet_ChunkedJson_IsAnswered(string route, string body, string expected)
    {
        JsonElement answer = await listening.AskAsync(
            $"POST {route} HTTP/1.1\r\nHost: 127.0.0.1:5000\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json; charset=utf-8\r\n\r\n"
            + $"{body.Length:X}\r\n{body}\r\n0\r\n\r\n");
        Assert.Contains(expected, answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DotNet_LanguagesByGetWithAJsonBody_ReadsTheList()
    {
        JsonElement answer = await listening.AskAsync(
            "GET /languages HTTP/1.1\r\nHost: 127.0.0.1:5000\r\nContent-Type: application/json; charset=utf-8\r\n"
            + "Content-Length: 22\r\n\r\n{\"api_key\":\"some-key\"}");
        Assert.Equal(2, answer.GetArrayLength());
    }

    [Fact]
    public async Task DotNet_File_IsTranslatedAndFetched()
    {
        const string Own = "d9a91d6f-9d22-48c1-a30c-571174f00e94";
        string body = $"--{Own}\r\nContent-Type: multipart/form-data\r\n"
            + "Content-Disposition: form-data; name=file; filename=a.txt; filename*=utf-8''a.txt\r\n\r\nA dog is running.\n"
            + string.Concat(new[] { ("api_key", "some-key"), ("source", "en"), ("target", "de") }.Select(field =>
                $"\r\n--{Own}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name={field.Item1}\r\n\r\n{field.Item2}"))
            + $"\r\n--{Own}--\r\n";
        JsonElement answer = await listening.AskAsync(
            $"POST /translate_file HTTP/1.1\r\nHost: 127.0.0.1:5000\r\nContent-Type: multipart/form-data; boundary=\"{Own}\"\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body}");
        await ExpectFileAsync(answer, "A DOG IS RUNNING.\n");
    }

    private static string Part(string name, string value) =>
        $"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";

    private static string Curl(string type, string body) =>
        $"Host: 127.0.0.1:5000\r\nAccept: */*\r\nContent-Length: {body.Length}\r\nContent-Type: {type}\r\n\r\n{body}";

    private async Task ExpectFileAsync(JsonElement answer, string content)
    {
        var url = new Uri(answer.GetProperty("translatedFileUrl").GetString()!);
        Assert.Equal("127.0.0.1:5000", url.Authority);
        string file = await RawClient.SendAsync(
            listening.Host.ClientOptions.BaseAddress,
            Encoding.UTF8.GetBytes($"GET {url.PathAndQuery} HTTP/1.1\r\nHost: 127.0.0.1:5000\r\nAccept: */*\r\n\r\n"));
        Assert.StartsWith($"HTTP/1.1 {(int)HttpStatusCode.OK} OK\r\n", file, StringComparison.Ordinal);
        Assert.Equal(content, RawClient.BodyOf(file));
    }
}
