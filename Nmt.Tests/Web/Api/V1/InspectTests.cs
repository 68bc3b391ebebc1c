using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Nmt.Tests.Web.Api.V1;

/// <summary><c>/api/v1/inspect</c>, over cells that swing: two layers of 30 units read each way, three of 600 write.</summary>
public sealed class InspectTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HttpClient _client = shared.Host.CreateClient();

    [Fact]
    public async Task Inspect_Text_ShowsEverythingButMemory()
    {
        JsonElement answer = await InspectAsync("""{"model":"en-de","text":"one two"}""");
        JsonElement translation = answer.GetProperty("translations")[0];
        Assert.True(translation.TryGetProperty("traces", out _));
        JsonElement best = translation.GetProperty("hypotheses")[0];
        Assert.Equal(5, best.GetProperty("runnersUp")[0].GetArrayLength());
        Assert.Equal(best.GetProperty("pieces").GetArrayLength(), best.GetProperty("runnersUp").GetArrayLength());
        Assert.False(answer.TryGetProperty("memory", out _));
        Nmt.Model.Search.SearchOptions asked = shared.Host.Book.Asked[^1].Search;
        Assert.True(asked is { KeepAttention: true, KeepUncertainty: true, KeepRunnersUp: 5, TraceNodes: > 0 });
    }

    [Fact]
    public async Task Inspect_Draws_HaveNoTree()
    {
        JsonElement answer = await InspectAsync("""{"model":"en-de","text":"one two","search":{"sampling":{"seed":3}}}""");
        Assert.False(answer.GetProperty("translations")[0].TryGetProperty("traces", out _));
        Assert.Equal(0, shared.Host.Book.Asked[^1].Search.TraceNodes);
    }

    [Fact]
    public async Task Memory_NothingChosen_IsFewUnitsOfEachLayer()
    {
        JsonElement memory = await MemoryAsync("{}");
        Assert.Equal(0, memory.GetProperty("sentence").GetInt32());
        Assert.Equal(1, memory.GetProperty("sentences").GetInt32());
        JsonElement[] layers = [.. memory.GetProperty("layers").EnumerateArray()];
        Assert.Equal(
            ["sourceForward 0", "sourceForward 1", "sourceBackward 0", "sourceBackward 1", "target 0", "target 1", "target 2"],
            layers.Select(layer => $"{layer.GetProperty("side").GetString()} {layer.GetProperty("layer").GetInt32()}"));
        Assert.Equal(["one", " two", "</s>"], Texts(layers[0].GetProperty("tokens")));
        Assert.Equal(["<s>", "ONE", " TWO"], Texts(layers[4].GetProperty("tokens")));
        Assert.Equal(600, layers[4].GetProperty("unitCount").GetInt32());
        foreach (JsonElement layer in layers)
        {
            Assert.Equal(8, layer.GetProperty("units").GetArrayLength());
            Assert.Equal(8, layer.GetProperty("cell").GetArrayLength());
            Assert.Equal(3, layer.GetProperty("cell")[0].GetArrayLength());
            Assert.Equal(3, layer.GetProperty("forget")[7].GetArrayLength());
            Assert.False(layer.TryGetProperty("input", out _));
        }
    }

    [Fact]
    public async Task Memory_Chosen_IsThatAloneInTheOrderAskedFor()
    {
        JsonElement memory = await MemoryAsync("""
            {"sides":["target","sourceForward"],"layers":[1,0],"units":[29,3],"positions":[2,0],
             "quantities":["input","candidate","output","hidden","input"]}
            """);
        JsonElement[] layers = [.. memory.GetProperty("layers").EnumerateArray()];
        Assert.Equal(
            ["target 1", "target 0", "sourceForward 1", "sourceForward 0"],
            layers.Select(layer => $"{layer.GetProperty("side").GetString()} {layer.GetProperty("layer").GetInt32()}"));
        Assert.Equal([29, 3], layers[0].GetProperty("units").EnumerateArray().Select(unit => unit.GetInt32()));
        Assert.Equal([" TWO", "<s>"], Texts(layers[0].GetProperty("tokens")));
        Assert.False(layers[0].TryGetProperty("cell", out _));

        // The swing of unit 3 at tokens 2 and 0, as the fake has it.
        float[] hidden = [.. layers[0].GetProperty("hidden")[1].EnumerateArray().Select(value => value.GetSingle())];
        Assert.Equal(Math.Sin(3 * 4 * 0.37) * 3 / 6, hidden[0], 1e-6);
        Assert.Equal(Math.Sin(1 * 4 * 0.37) * 3 / 6, hidden[1], 1e-6);
        Assert.Equal((hidden[0] + 1) / 2, layers[0].GetProperty("input")[1][0].GetSingle(), 1e-6);
    }

    [Theory]
    [InlineData("number", "0,1,2")]
    [InlineData("variance", "")]
    [InlineData("hold", "")]
    [InlineData("likeness", "")]
    public async Task Memory_Order_SaysWhichUnitsComeFirst(string order, string expected)
    {
        JsonElement memory = await MemoryAsync($$"""{"sides":["sourceForward"],"layers":[0],"order":"{{order}}","count":3}""");
        int[] units = [.. memory.GetProperty("layers")[0].GetProperty("units").EnumerateArray().Select(unit => unit.GetInt32())];
        Assert.Equal(3, units.Distinct().Count());
        Assert.Equal(expected.Length > 0, string.Join(',', units) == "0,1,2");
    }

    [Fact]
    public async Task Memory_ClampedUnit_IsSeenHeld()
    {
        JsonElement answer = await InspectAsync("""
            {"model":"en-de","text":"one two","search":{"clamps":[{"side":"target","layer":1,"unit":4,"gate":"output","value":0.25}]},
             "memory":{"sides":["target"],"layers":[1],"units":[4,5],"quantities":["output"]}}
            """);
        JsonElement output = answer.GetProperty("memory").GetProperty("layers")[0].GetProperty("output");
        Assert.All(output[0].EnumerateArray(), value => Assert.Equal(0.25, value.GetDouble()));
        Assert.Contains(output[1].EnumerateArray(), value => value.GetDouble() != 0.25);
    }

    [Theory]
    [InlineData("""{"sentence":1}""", "expected a sentence from 0 to 0, found 1")]
    [InlineData("""{"sentence":-1}""", "expected a sentence from 0 to 0, found -1")]
    [InlineData("""{"layers":[2]}""", "expected layers of the source, forward, from 0 to 1, found 2")]
    [InlineData("""{"sides":["target"],"layers":[-1]}""", "expected layers of the target from 0 to 2, found -1")]
    [InlineData("""{"units":[30]}""", "expected units of the source, forward, from 0 to 29, found 30")]
    [InlineData("""{"positions":[3]}""", "from 0 to 2, found 3")]
    [InlineData("""{"count":0}""", "expected a count of at least 1, found 0")]
    [InlineData("""{"count":600,"quantities":["input","forget","candidate","output","cell","hidden"]}""", "expected at most 20000 values, found 34560")]
    [InlineData("""{"quantities":["gate"]}""", "$.memory.quantities")]
    [InlineData("""{"unit":[1]}""", "$.memory.unit")]
    public async Task Memory_NotThere_AnswersAProblem(string memory, string detail)
    {
        HttpResponseMessage response = await PostAsync($$"""{"model":"en-de","text":"one two","memory":{{memory}}}""");
        await ExpectProblemAsync(response, detail);
    }

    [Fact]
    public async Task Memory_OfNoSentence_AnswersAProblem() =>
        await ExpectProblemAsync(await PostAsync("""{"model":"en-de","text":"","memory":{}}"""), "expected a text with a sentence, found none");

    private static IEnumerable<string?> Texts(JsonElement list) => list.EnumerateArray().Select(each => each.GetString());

    private static async Task ExpectProblemAsync(HttpResponseMessage response, string detail)
    {
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> PostAsync(string body) =>
        _client.PostAsync("/api/v1/inspect", new StringContent(body, Encoding.UTF8, "application/json"));

    private async Task<JsonElement> MemoryAsync(string memory) =>
        (await InspectAsync($$"""{"model":"en-de","text":"one two","memory":{{memory}}}""")).GetProperty("memory");

    private async Task<JsonElement> InspectAsync(string body)
    {
        HttpResponseMessage response = await PostAsync(body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
