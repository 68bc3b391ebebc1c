using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Stop_RequestUnderWay_IsAnsweredFirst()
    {
        await using var host = new WebHost();
        host.Folder.Add("en", "de");
        host.UseKestrel(0);
        host.StartServer();
        await host.ScanAsync();
        using var started = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        host.Book.BeforeWord = (_, token) =>
        {
            started.Release();
            go.Wait(token);
        };
        using var client = new HttpClient { BaseAddress = host.ClientOptions.BaseAddress };

        Task<HttpResponseMessage> underWay = client.PostAsJsonAsync("/translate", new { q = "hello", source = "en", target = "de" });
        await started.WaitAsync();
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var isStopping = new SemaphoreSlim(0);
        stopping.Register(() => isStopping.Release());
        Task stop = host.Services.GetRequiredService<IHost>().StopAsync();
        await isStopping.WaitAsync();
        Assert.False(stop.IsCompleted);
        go.Set();

        HttpResponseMessage answer = await underWay;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"translatedText":"HELLO"}""", await answer.Content.ReadAsStringAsync());
        await stop;
    }
}
