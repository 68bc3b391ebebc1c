using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web.Api;

public sealed class SuggestEndpointTests
{
    [Fact]
    public async Task Suggest_JsonFormAndQuery_AreKept()
    {
        await using WebHost host = await WebHost.StartAsync();
        HttpClient client = host.CreateClient();
        var given = new Dictionary<string, string> { ["q"] = "hello", ["s"] = "hallo", ["source"] = "EN", ["target"] = "de" };
        HttpResponseMessage[] answers =
        [
            await client.PostAsJsonAsync("/suggest", given),
            await client.PostAsync("/suggest", new FormUrlEncodedContent(given)),
            await client.PostAsync("/suggest?q=hello&s=hallo&source=en&target=de", null),
        ];
        foreach (HttpResponseMessage answer in answers)
        {
            Assert.Equal("""{"success":true}""", await answer.Content.ReadAsStringAsync());
        }

        string[] lines = await File.ReadAllLinesAsync(host.Folder.Suggestions);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Equal("en", JsonDocument.Parse(line).RootElement.GetProperty("sourceLanguage").GetString()));
    }

    [Theory]
    [InlineData("{}", "missing q")]
    [InlineData("""{"q":"a"}""", "missing s")]
    [InlineData("""{"q":"a","s":"b"}""", "missing source")]
    [InlineData("""{"q":"a","s":"b","source":"en"}""", "missing target")]
    [InlineData("""{"q":"a","s":"b","source":"en","target":"zz"}""", "zz is not supported")]
    public async Task Suggest_Incomplete_Answers400AndKeepsNothing(string body, string message)
    {
        await using WebHost host = await WebHost.StartAsync();
        HttpResponseMessage response = await host.CreateClient().PostAsync(
            "/suggest", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(message, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(File.Exists(host.Folder.Suggestions));
    }

    [Fact]
    public async Task Suggest_SwitchedOff_Answers403AndSettingsSaySo()
    {
        await using WebHost host = await WebHost.StartAsync(("Nmt:Suggestions", ""));
        HttpClient client = host.CreateClient();
        HttpResponseMessage response = await client.PostAsJsonAsync("/suggest", new { q = "a", s = "b", source = "en", target = "de" });
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        JsonElement settings = await client.GetFromJsonAsync<JsonElement>("/frontend/settings");
        Assert.False(settings.GetProperty("suggestions").GetBoolean());
    }
}
