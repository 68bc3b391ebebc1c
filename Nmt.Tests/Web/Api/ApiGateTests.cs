using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Api;

namespace Nmt.Tests.Web.Api;

/// <summary>Keys and rates, on both sets of routes.</summary>
public sealed class ApiGateTests
{
    private const string Key = "0123456789abcdef";

    [Fact]
    public async Task Rate_Exceeded_Answers429AndWhenToTryAgain()
    {
        await using WebHost host = await WebHost.StartAsync(("Nmt:Api:RequestsPerMinute", "3"));
        HttpClient client = host.CreateClient();

        // A batch costs as much as its texts.
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsJsonAsync("/translate", new { q = new[] { "a", "b", "c" }, source = "en", target = "de" })).StatusCode);
        HttpResponseMessage refused = await client.PostAsJsonAsync("/translate", new { q = "d", source = "en", target = "de" });

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("Slowdown: 3 per 1 minute", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/languages")).StatusCode);

        HttpResponseMessage problem = await client.PostAsJsonAsync("/api/v1/translate", new { texts = new[] { "d" }, model = "en-de" });
        Assert.Equal(HttpStatusCode.TooManyRequests, problem.StatusCode);
        Assert.Equal("application/problem+json", problem.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(problem.Headers.RetryAfter);
        Assert.Contains("nmt_requests_refused_total{reason=\"rate\"} 2", await client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rate_BatchLargerThanTheRate_IsLetInOnce()
    {
        await using WebHost host = await WebHost.StartAsync(("Nmt:Api:RequestsPerMinute", "2"));
        HttpClient client = host.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsJsonAsync("/translate", new { q = new[] { "a", "b", "c" }, source = "en", target = "de" })).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.PostAsJsonAsync("/translate", new { q = "d", source = "en", target = "de" })).StatusCode);
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::2", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public async Task Rate_OfOneNetwork_IsShared(string first, string second, bool shared)
    {
        await using WebHost host = await WebHost.StartAsync(("Nmt:Api:RequestsPerMinute", "1"));
        var gate = host.Services.GetRequiredService<ApiGate>();
        Admit(first);
        Assert.Equal(shared, Record.Exception(() => Admit(second)) is ApiException { Status: 429 });

        void Admit(string address)
        {
            using IServiceScope scope = host.Services.CreateScope();
            var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            context.Connection.RemoteIpAddress = IPAddress.Parse(address);
            gate.Admit(context, null, 1);
        }
    }

    [Fact]
    public async Task Rate_ExceededFromAnotherSite_ItsScriptMayReadWhenToTryAgain()
    {
        await using WebHost host = await WebHost.StartAsync(("Nmt:Api:RequestsPerMinute", "1"));
        HttpClient client = host.CreateClient();
        client.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        await client.PostAsJsonAsync("/translate", new { q = "a", source = "en", target = "de" });
        HttpResponseMessage refused = await client.PostAsJsonAsync("/translate", new { q = "a", source = "en", target = "de" });
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("Retry-After", Assert.Single(refused.Headers.GetValues("Access-Control-Expose-Headers")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_Wrong_Answers403()
    {
        await using WebHost host = await WithKeyAsync();
        HttpResponseMessage refused = await host.CreateClient().PostAsJsonAsync("/translate", new { q = "a", source = "en", target = "de", api_key = Key + "x" });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("Invalid API key", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Key_RequiredAndMissing_Answers400And401()
    {
        await using WebHost host = await WithKeyAsync(("Nmt:Api:KeyRequired", "true"));
        HttpClient client = host.CreateClient();
        HttpResponseMessage refused = await client.PostAsJsonAsync("/translate", new { q = "a", source = "en", target = "de" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("API key", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        HttpResponseMessage problem = await client.PostAsJsonAsync("/api/v1/translate", new { texts = new[] { "d" }, model = "en-de" });
        Assert.Equal(HttpStatusCode.Unauthorized, problem.StatusCode);
        Assert.Equal("Bearer", problem.Headers.WwwAuthenticate.ToString());

        JsonElement settings = await client.GetFromJsonAsync<JsonElement>("/frontend/settings");
        Assert.True(settings.GetProperty("apiKeys").GetBoolean());
        Assert.True(settings.GetProperty("keyRequired").GetBoolean());
    }

    [Fact]
    public async Task Key_Right_HasItsOwnRate()
    {
        await using WebHost host = await WithKeyAsync(("Nmt:Api:KeyRequired", "true"), ("Nmt:Api:RequestsPerMinute", "1"), ("Nmt:Api:Keys:0:RequestsPerMinute", "3"));
        HttpClient client = host.CreateClient();
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {Key}");
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.PostAsJsonAsync("/api/v1/translate", new { texts = new[] { "d" }, model = "en-de" })).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.PostAsJsonAsync("/api/v1/translate", new { texts = new[] { "d" }, model = "en-de" })).StatusCode);
    }

    [Theory]
    [InlineData("Nmt:Api:KeyRequired", "true", "KeyRequired")]
    [InlineData("Nmt:Api:Keys:0:Key", "short", "16 characters")]
    [InlineData("Nmt:Api:TrustedProxies:0", "example.org", "example.org")]
    [InlineData("Nmt:Api:RequestsPerMinute", "-1", "RequestsPerMinute")]
    public async Task Start_OptionsThatCannotBeMeant_FailsAndNamesThem(string setting, string value, string reason)
    {
        await using WebHost host = new WebHost().With(setting, value);
        Assert.Contains(reason, Assert.Throws<OptionsValidationException>(() => host.Services).Message, StringComparison.Ordinal);
    }

    private static Task<WebHost> WithKeyAsync(params (string, string)[] settings) =>
        WebHost.StartAsync([("Nmt:Api:Keys:0:Name", "tests"), ("Nmt:Api:Keys:0:Key", Key), .. settings]);
}
