using System.Net;
using System.Net.Http.Json;
using Nmt.Model;
using Nmt.Tests.Fakes;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web;

/// <summary>A server over real bundles whose files are lost or spoilt: what the client is told, and that the server goes on.</summary>
public sealed class BundleFaultTests
{
    public static TheoryData<string> BundleFiles => [.. BundleArchive.Files];

    [Fact]
    public async Task WeightsDeleted_WhileServing_GoesOnFromMemory()
    {
        await using WebHost host = await StartAsync();
        HttpClient client = host.CreateClient();
        File.Delete(Path.Combine(FolderOf(host, "en-de"), ModelBundle.WeightsFile));
        await host.ScanAsync();
        Assert.Equal(HttpStatusCode.OK, (await TranslateAsync(client, "en", "de")).StatusCode);

        HttpResponseMessage download = await client.GetAsync("/models/en-de/download");
        Assert.Equal(HttpStatusCode.NotFound, download.StatusCode);
        Assert.Contains("model.safetensors of this model is gone", await download.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BundleFiles))]
    public async Task FileDamaged_IsNotServed_OthersAreAndAMendedOneIs(string name)
    {
        await using WebHost host = await StartAsync();
        HttpClient client = host.CreateClient();
        Spoil(host, name);
        await host.ScanAsync();

        HttpResponseMessage refused = await TranslateAsync(client, "en", "de");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("not available", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        string told = await client.GetStringAsync("/api/v1/models/en-de");
        Assert.Contains("\"failed\"", told, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Folder.Models, told, StringComparison.Ordinal);
        string page = WebUtility.HtmlDecode(await client.GetStringAsync("/models"));
        Assert.Contains(name, page, StringComparison.Ordinal);
        Assert.Contains("Cannot be loaded", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await TranslateAsync(client, "de", "en")).StatusCode);

        Directory.Delete(FolderOf(host, "en-de"), recursive: true);
        TinyBundle.Write(FolderOf(host, "en-de"));
        await host.ScanAsync();
        Assert.Equal(HttpStatusCode.OK, (await TranslateAsync(client, "en", "de")).StatusCode);
    }

    /// <summary>Other bytes in the middle of a file, and a manifest that says that the bundle is new.</summary>
    private static void Spoil(WebHost host, string name)
    {
        string path = Path.Combine(FolderOf(host, "en-de"), name);
        byte[] bytes = File.ReadAllBytes(path);
        bytes.AsSpan(bytes.Length / 2).Fill((byte)'#');
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(
            Path.Combine(FolderOf(host, "en-de"), ModelManifest.FileName), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    private static string FolderOf(WebHost host, string model) => Path.Combine(host.Folder.Models, model);

    private static async Task<WebHost> StartAsync()
    {
        WebHost host = new WebHost { RealModels = true }.With("Nmt:Workshop:Open", "Everyone");
        TinyBundle.Write(FolderOf(host, "en-de"));
        TinyBundle.Write(FolderOf(host, "de-en"), "de", "en");
        await host.ScanAsync();
        return host;
    }

    private static Task<HttpResponseMessage> TranslateAsync(HttpClient client, string source, string target) =>
        client.PostAsJsonAsync("/translate", new { q = "hello", source, target });
}
