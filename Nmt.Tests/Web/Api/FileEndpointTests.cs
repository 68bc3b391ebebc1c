using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web.Api;

public sealed class FileEndpointTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HttpClient _client = shared.Host.CreateClient();

    [Theory]
    [InlineData("a letter.txt", "Dear Bob,\n\n  - one\n", "DEAR BOB,\n\n  - ONE\n", "text/plain")]
    [InlineData("page.html", "<p>hello <b>you</b></p><script>var x = 1;</script>", "<p>HELLO <b>YOU</b></p><script>var x = 1;</script>", "text/html")]
    [InlineData("film.srt", "1\n00:00:01,000 --> 00:00:02,000\nhello\n", "1\n00:00:01,000 --> 00:00:02,000\nHELLO\n", "application/x-subrip")]
    [InlineData("table.tsv", "one\t1\ntwo\t2\n", "ONE\t1\nTWO\t2\n", "text/tab-separated-values")]
    public async Task TranslateFile_EachKind_CanBeFetchedWithItsLayout(string name, string text, string translation, string type)
    {
        HttpResponseMessage response = await PostAsync(name, text, "en", "de");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        string url = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("translatedFileUrl").GetString()!;
        string newName = name.Replace(".", "_de.", StringComparison.Ordinal);
        Assert.Matches($"^http://localhost/download_file/[0-9a-f]{{32}}\\.{Uri.EscapeDataString(newName).Replace(".", "\\.", StringComparison.Ordinal)}$", url);

        HttpResponseMessage file = await _client.GetAsync(url);
        Assert.Equal(translation, await file.Content.ReadAsStringAsync());
        Assert.Equal(type, file.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(newName, file.Content.Headers.ContentDisposition?.FileNameStar);
    }

    [Fact]
    public async Task TranslateFile_SourceAuto_DetectsIt()
    {
        HttpResponseMessage response = await PostAsync("a.txt", "Where is the train station?", "auto", "de");
        string url = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("translatedFileUrl").GetString()!;
        Assert.Equal("Wo ist der Bahnhof?", await _client.GetStringAsync(url));
    }

    [Fact]
    public async Task TranslateFile_NameWithAPath_IsOnlyAName()
    {
        HttpResponseMessage response = await PostAsync("../../etc/passwd.txt", "hello", "en", "de");
        string url = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("translatedFileUrl").GetString()!;
        Assert.EndsWith(".passwd_de.txt", url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.pdf", "text", "en", "de", "Invalid request: file format not supported")]
    [InlineData("a", "text", "en", "de", "Invalid request: file format not supported")]
    [InlineData("a.txt", "", "en", "de", "Invalid request: empty file")]
    [InlineData("a.txt", "text", "", "de", "Invalid request: missing source parameter")]
    [InlineData("a.txt", "text", "en", "", "Invalid request: missing target parameter")]
    [InlineData("a.txt", "text", "zz", "de", "zz is not supported")]
    public async Task TranslateFile_WrongRequest_Answers400AndWhy(string name, string text, string source, string target, string message)
    {
        HttpResponseMessage response = await PostAsync(name, text, source, target);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(message, await ErrorOfAsync(response));
    }

    [Theory]
    [InlineData("a.docx", "no package")]
    [InlineData("a.srt", "00:00:01,000")]
    public async Task TranslateFile_Damaged_Answers400AndNamesTheFile(string name, string text)
    {
        HttpResponseMessage response = await PostAsync(name, text, "en", "de");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(name, await ErrorOfAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TranslateFile_NotUtf8_Answers400()
    {
        HttpResponseMessage response = await PostAsync("a.txt", [0x68, 0xff, 0xfe, 0x20], "en", "de");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("UTF-8", await ErrorOfAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TranslateFile_WithoutAFile_Answers400()
    {
        HttpResponseMessage response = await _client.PostAsJsonAsync("/translate_file", new { source = "en", target = "de" });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("Invalid request: missing file parameter", await ErrorOfAsync(response));
    }

    [Fact]
    public async Task TranslateFile_TooLarge_Answers413Unread()
    {
        await using WebHost host = await WebHost.StartAsync(("Nmt:Api:FileBytes", "2000"), ("Nmt:Api:BodyBytes", "1024"));
        HttpResponseMessage response = await PostAsync(host.CreateClient(), "a.txt", Encoding.UTF8.GetBytes(new string('x', 5_000)), "en", "de");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task TranslateFile_TooMuchText_Answers400()
    {
        await using WebHost host = await WebHost.StartAsync(("Nmt:Api:FileCharacterLimit", "10"));
        HttpResponseMessage response = await PostAsync(host.CreateClient(), "a.txt", Encoding.UTF8.GetBytes("one two three"), "en", "de");
        Assert.Equal("Invalid request: request (13) exceeds text limit (10)", await ErrorOfAsync(response));
    }

    [Fact]
    public async Task TranslateFile_ParagraphBeyondTheTextLimit_GoesInParts()
    {
        string text = string.Join(' ', Enumerable.Repeat("word", 40));
        HttpResponseMessage response = await PostAsync("a.txt", text, "en", "de");
        string url = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("translatedFileUrl").GetString()!;
        Assert.Equal(text.ToUpperInvariant(), await _client.GetStringAsync(url));
    }

    [Theory]
    [InlineData("00000000000000000000000000000000.a.txt")]
    [InlineData("..%2f..%2fappsettings.json")]
    [InlineData(".")]
    public async Task Download_Unknown_Answers404(string name) =>
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"/download_file/{name}")).StatusCode);

    private static async Task<string> ErrorOfAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString()!;

    private Task<HttpResponseMessage> PostAsync(string name, string text, string source, string target) =>
        PostAsync(name, Encoding.UTF8.GetBytes(text), source, target);

    private Task<HttpResponseMessage> PostAsync(string name, byte[] file, string source, string target) =>
        PostAsync(_client, name, file, source, target);

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string name, byte[] file, string source, string target)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(file), "file", name },
            { new StringContent(source), "source" },
            { new StringContent(target), "target" },
        };
        return await client.PostAsync("/translate_file", form);
    }
}
