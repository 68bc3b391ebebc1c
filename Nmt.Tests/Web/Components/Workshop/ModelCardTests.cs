using Bunit;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Workshop;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components.Workshop;

/// <summary>One installed model, in the states that the page of models does not come to by itself.</summary>
public sealed class ModelCardTests : WorkshopContext
{
    [Theory]
    [InlineData(ModelState.Loading, "Loading", "Rename Delete")]
    [InlineData(ModelState.Ready, "Ready", "Unload Rename Delete")]
    [InlineData(ModelState.Unloaded, "Not loaded", "Load Rename Delete")]
    [InlineData(ModelState.Failed, "Cannot be loaded", "Delete")]
    public void State_IsNamedAndOffersWhatFits(ModelState state, string name, string buttons)
    {
        IRenderedComponent<ModelCard> card = Show(state);
        Assert.Equal(name, card.Find(".chip").TextContent);
        Assert.Equal(buttons, string.Join(' ', card.FindAll("button").Select(button => button.TextContent)));
    }

    [Fact]
    public void NoScore_LeadsToTheEvaluation()
    {
        IRenderedComponent<ModelCard> card = Show(ModelState.Ready);
        Assert.Equal("/evaluate", card.Find(".hint a").GetAttribute("href"));
        Assert.Empty(card.FindAll(".model-scores"));
        Assert.Equal("en-de", card.Find("h3").TextContent);
    }

    [Fact]
    public async Task Rename_Cancelled_ChangesNothing()
    {
        WorkshopBench.WriteBundle(Path.Combine(Bench.Folder.Models, "en-de"));
        IRenderedComponent<ModelCard> card = Show(ModelState.Ready);
        await Button(card, "Rename").ClickAsync();
        await card.Find("input").ChangeAsync("Other");
        await Button(card, "Cancel").ClickAsync();
        Assert.Empty(card.FindAll("input"));
        Assert.NotNull(Bench.Models.FolderOf("en-de"));
        Assert.Null(Bench.Models.FolderOf("Other"));
    }

    [Fact]
    public async Task ModelGoneMeanwhile_IsSaid()
    {
        IRenderedComponent<ModelCard> card = Show(ModelState.Ready);
        await Button(card, "Unload").ClickAsync();
        card.WaitForAssertion(() => Assert.NotEmpty(card.Find("[role=alert]").TextContent), Patience);
        Assert.False(Button(card, "Unload").HasAttribute("disabled"));
    }

    private IRenderedComponent<ModelCard> Show(ModelState state) => Render<ModelCard>(parameters => parameters.Add(
        part => part.Model, FakeCatalog.Model("en", "de", state) with { Fault = state == ModelState.Failed ? "vocab.json: damaged." : null }));
}
