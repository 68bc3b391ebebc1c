using System.IO.Compression;
using System.Net;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web;

public sealed class WorkshopRoutesTests
{
    [Theory]
    [InlineData("/train")]
    [InlineData("/evaluate")]
    [InlineData("/models")]
    public async Task Page_CallerWithoutALoopbackAddress_IsTheRule(string page)
    {
        await using WebHost host = await WebHost.StartAsync();
        Assert.Contains("This page is closed to you", await host.CreateClient().GetStringAsync(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/train")]
    [InlineData("/evaluate")]
    [InlineData("/models")]
    public async Task Page_OpenToEveryone_HasItsControlsAndNothingInline(string page)
    {
        await using WebHost host = await WebHost.StartAsync(("Nmt:Workshop:Open", "Everyone"));
        string html = await host.CreateClient().GetStringAsync(page);
        Assert.DoesNotContain("closed to you", html, StringComparison.Ordinal);
        Assert.Contains("patterns.", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"<script(?![^>]*\bsrc=)", html);
        Assert.DoesNotMatch(@"<style|\sstyle=|\son[a-z]+=", html);
    }

    [Fact]
    public async Task Download_Closed_Answers403()
    {
        await using WebHost host = await WebHost.StartAsync();
        HttpResponseMessage response = await host.CreateClient().GetAsync("/models/en-de/download");
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("Nmt:Workshop:Open", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_Model_IsItsBundleAsAZip()
    {
        await using WebHost host = await WebHost.StartAsync(("Nmt:Workshop:Open", "Everyone"));
        WorkshopBench.WriteBundle(Path.Combine(host.Folder.Models, "talks"));
        HttpResponseMessage response = await host.CreateClient().GetAsync("/models/talks/download");
        Assert.Equal("attachment; filename=talks.zip; filename*=UTF-8''talks.zip", response.Content.Headers.ContentDisposition!.ToString());
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());
        Assert.Equal(BundleArchive.Files.Select(name => $"talks/{name}").Order(StringComparer.Ordinal), zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/models/none/download")]
    [InlineData("/models/..%2Fruns/download")]
    [InlineData("/evaluations/none/report.html")]
    [InlineData("/evaluations/..%2F..%2Fx/report.html")]
    public async Task Download_NoSuchThing_Answers404(string path)
    {
        await using WebHost host = await WebHost.StartAsync(("Nmt:Workshop:Open", "Everyone"));
        Assert.Equal(HttpStatusCode.NotFound, (await host.CreateClient().GetAsync(path)).StatusCode);
    }

    [Theory]
    [InlineData("Nmt:Workshop:UploadMegabytes", "0")]
    [InlineData("Nmt:Workshop:Trainings", "0")]
    [InlineData("Nmt:Workshop:Folder", "")]
    public async Task Options_OutOfRange_StopTheStart(string setting, string value)
    {
        await using var host = new WebHost();
        host.With(setting, value);
        Assert.ThrowsAny<Exception>(() => host.Services);
    }
}
