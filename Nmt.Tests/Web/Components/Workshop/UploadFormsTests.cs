using System.IO.Pipelines;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Workshop;
using Nmt.Web.Services;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Components.Workshop;

/// <summary>Uploads while they are under way, and those that end badly.</summary>
public sealed class UploadFormsTests : WorkshopContext
{
    [Fact]
    public async Task Corpus_OnItsWay_ShowsHowFar()
    {
        StoredCorpus? stored = null;
        IRenderedComponent<CorpusUploadForm> form = Render<CorpusUploadForm>(parameters => parameters.Add(part => part.Stored, corpus => stored = corpus));
        await form.FindAll("input[type=radio]")[1].ChangeAsync(true);
        await form.Find("#corpus-source-language").ChangeAsync("en");
        await form.Find("#corpus-target-language").ChangeAsync("de");
        var pipe = new Pipe();
        await form.InvokeAsync(() => form.FindComponent<InputFile>().Instance.OnChange.InvokeAsync(
            new InputFileChangeEventArgs([new SlowFile("talks.tsv", 8, pipe.Reader.AsStream())])));
        Task sending = Button(form, "Upload").ClickAsync();
        form.WaitForAssertion(() => Assert.Equal("0 %", form.Find(".figures").TextContent), Patience);
        Assert.True(Button(form, "Upload").HasAttribute("disabled"));

        await pipe.Writer.WriteAsync("Yes\t"u8.ToArray());
        form.WaitForAssertion(() => Assert.Equal("50", form.Find("progress").GetAttribute("value")), Patience);
        await pipe.Writer.WriteAsync("Ja.\n"u8.ToArray());
        await pipe.Writer.CompleteAsync();
        await sending;
        form.WaitForAssertion(() => Assert.NotNull(stored), Patience);
        Assert.False(Button(form, "Upload").HasAttribute("disabled"));
        Assert.Empty(form.FindAll("progress"));
    }

    [Fact]
    public async Task Corpus_TooLarge_IsRefusedAndNothingIsKept()
    {
        IRenderedComponent<CorpusUploadForm> form = Render<CorpusUploadForm>();
        await form.FindAll("input[type=radio]")[1].ChangeAsync(true);
        await form.Find("#corpus-source-language").ChangeAsync("en");
        await form.Find("#corpus-target-language").ChangeAsync("de");
        await PickAsync(form, "corpus-file", ("talks.tsv", new string('x', 1_100_000)));
        await Button(form, "Upload").ClickAsync();
        form.WaitForAssertion(() => Assert.Contains("talks.tsv", form.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(Bench.Corpora.List());
    }

    [Fact]
    public async Task Bundle_BeingTried_SaysSoAndAFullQueueIsSaid()
    {
        var free = new TaskCompletionSource();
        Bench.Host.Hold = free.Task;
        Bench.Host.Fault = new UnavailableException("The server is busy with other texts.");
        IRenderedComponent<BundleUploadForm> form = Render<BundleUploadForm>();
        form.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(await ZipAsync(), "x.zip"));
        Task sending = Button(form, "Upload").ClickAsync();
        form.WaitForAssertion(() => Assert.Contains("Loading it once", form.Find("[role=status]").TextContent, StringComparison.Ordinal), Patience);
        Assert.True(Button(form, "Upload").HasAttribute("disabled"));

        free.SetResult();
        await sending;
        form.WaitForAssertion(() => Assert.Equal("The server is busy with other texts.", form.Find("[role=alert]").TextContent), Patience);
        Assert.NotNull(form.Find(".drop[data-filled]"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Bench.Folder.Models));
    }

    private async Task<byte[]> ZipAsync()
    {
        string source = WorkshopBench.WriteBundle(Path.Combine(Bench.Folder.Workshop, "best"));
        using var zip = new MemoryStream();
        await BundleArchive.PackAsync(source, "x", zip, CancellationToken.None);
        return zip.ToArray();
    }

    private sealed class SlowFile(string name, long size, Stream stream) : IBrowserFile
    {
        public string Name => name;

        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

        public long Size => size;

        public string ContentType => "text/plain";

        public Stream OpenReadStream(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default) => stream;
    }
}
