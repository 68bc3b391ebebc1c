using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Nmt.Model;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;
using Nmt.Web.Services;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Components.Workshop;

public sealed class ModelsPageTests : WorkshopContext
{
    [Fact]
    public void Closed_ShowsTheRule()
    {
        Reader.IsAdmitted = false;
        Assert.NotNull(Render<Models>().Find(".closed"));
    }

    [Fact]
    public void NoModel_LeadsToTraining() => Assert.Equal("/train", Render<Models>().Find(".empty a").GetAttribute("href"));

    [Fact]
    public void Model_ShowsWhatItIsAndHowGood()
    {
        IRenderedComponent<Models> page = Start(ModelState.Ready);
        string text = page.Find(".model-card").TextContent;
        string[] facts = ["Talks", "English → German", "5.5 M", "22.1 MB", "1000 pairs", "2026-01-01", "BLEU 12.5", "nrefs:1"];
        Assert.All(facts, fact => Assert.Contains(fact, text, StringComparison.Ordinal));
        Assert.Equal("models/en-de/download", page.Find("a[download]").GetAttribute("href"));
    }

    [Fact]
    public async Task Unload_ThenLoad_SwitchesIt()
    {
        IRenderedComponent<Models> page = Start(ModelState.Ready);
        await Button(page, "Unload").ClickAsync();
        page.WaitForAssertion(() => Assert.True(BundleSwitch.IsOff(Bench.Folder.Models, "en-de")), Patience);
        Show(ModelState.Unloaded);
        page.WaitForAssertion(() => Assert.True(HasButton(page, "Load")), Patience);
        await Button(page, "Load").ClickAsync();
        page.WaitForAssertion(() => Assert.False(BundleSwitch.IsOff(Bench.Folder.Models, "en-de")), Patience);
    }

    [Fact]
    public async Task Rename_WritesTheNewName()
    {
        IRenderedComponent<Models> page = Start(ModelState.Ready);
        await Button(page, "Rename").ClickAsync();
        await page.Find("#name-en-de").ChangeAsync("Captions");
        await Button(page, "Rename").ClickAsync();
        page.WaitForAssertion(() => Assert.NotNull(Bench.Models.FolderOf("Captions")), Patience);
        page.WaitForAssertion(() => Assert.True(HasButton(page, "Unload")), Patience);
    }

    [Fact]
    public async Task Rename_Taken_SaysSoAndKeepsTheField()
    {
        IRenderedComponent<Models> page = Start(ModelState.Ready);
        WorkshopBench.WriteBundle(Path.Combine(Bench.Folder.Models, "taken"));
        await Button(page, "Rename").ClickAsync();
        await page.Find("#name-en-de").ChangeAsync("taken");
        await Button(page, "Rename").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("already", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.NotNull(page.Find("#name-en-de"));
    }

    [Fact]
    public async Task Delete_AsksFirst()
    {
        IRenderedComponent<Models> page = Start(ModelState.Ready);
        await Button(page, "Delete").ClickAsync();
        Assert.NotNull(Bench.Models.FolderOf("en-de"));
        await Button(page, "Delete it").ClickAsync();
        page.WaitForAssertion(() => Assert.Null(Bench.Models.FolderOf("en-de")), Patience);
    }

    [Fact]
    public void Failed_SaysWhyAndOffersOnlyToDelete()
    {
        IRenderedComponent<Models> page = Start(ModelState.Failed);
        Assert.Equal("vocab.json: damaged.", page.Find(".model-card [role=alert]").TextContent);
        Assert.False(HasButton(page, "Unload") || HasButton(page, "Rename"));
        Assert.True(HasButton(page, "Delete"));
    }

    [Fact]
    public async Task Upload_Bundle_IsInstalled()
    {
        string source = WorkshopBench.WriteBundle(Path.Combine(Bench.Folder.Workshop, "best"));
        using var zip = new MemoryStream();
        await BundleArchive.PackAsync(source, "x", zip, CancellationToken.None);
        IRenderedComponent<Models> page = Render<Models>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(zip.ToArray(), "x.zip"));
        await Button(page, "Upload").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("“talks-en-de” is whole and installed.", page.Find("[role=status]").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Upload_NoFileOrNoBundle_SaysSo()
    {
        IRenderedComponent<Models> page = Render<Models>();
        await Button(page, "Upload").ClickAsync();
        Assert.Contains("Choose the zip file", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await PickAsync(page, "bundle", ("x.zip", "hello"));
        await Button(page, "Upload").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("no whole zip file", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Dispose_Page_ListensNoMore()
    {
        Start(ModelState.Ready);
        Assert.True(Bench.Catalog.Listeners > 0);
        await DisposeComponentsAsync();
        Assert.Equal(0, Bench.Catalog.Listeners);
    }

    [Fact]
    public void ModelNotice_AllUnloaded_SaysWhereToLoadOne()
    {
        IRenderedComponent<ModelNotice> notice = Render<ModelNotice>(parameters => parameters.Add(part => part.Models, [Model(ModelState.Unloaded)]));
        Assert.Equal("/models", notice.Find("a").GetAttribute("href"));
        Assert.Contains("The models are not loaded", notice.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<Models> Start(ModelState state)
    {
        WorkshopBench.WriteBundle(Path.Combine(Bench.Folder.Models, "en-de"));
        Show(state);
        return Render<Models>();
    }

    private void Show(ModelState state) => Bench.Catalog.Show(Model(state));

    private static InstalledModel Model(ModelState state) => FakeCatalog.Model("en", "de", state) with
    {
        Name = "Talks",
        Parameters = 5_513_072,
        Bytes = 22_100_000,
        TrainingData = "1000 pairs",
        Created = "2026-01-01T00:00:00Z",
        Scores = [new ModelScore("dev", "BLEU", 12.5, "nrefs:1|case:mixed")],
        Fault = state == ModelState.Failed ? "vocab.json: damaged." : null,
    };
}
