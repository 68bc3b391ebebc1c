using Bunit;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class ViewToolsTests : WebContext
{
    [Fact]
    public void OneSentence_IsNoChoice() => Assert.Empty(Show(1).FindAll("select"));

    [Fact]
    public async Task Sentences_Chosen_IsRaised()
    {
        List<int> chosen = [];
        IRenderedComponent<ViewTools> tools = Show(3, sentence: 1, chosen: chosen.Add);
        Assert.Equal("1", tools.Find("select").GetAttribute("value"));
        Assert.Equal(["1 of 3", "2 of 3", "3 of 3"], tools.FindAll("option").Select(option => option.TextContent));
        await tools.Find("select").ChangeAsync("2");
        Assert.Equal([2], chosen);
    }

    [Fact]
    public async Task Table_Wanted_IsRaised()
    {
        List<bool> wanted = [];
        IRenderedComponent<ViewTools> tools = Render<ViewTools>(parameters => parameters.Add(part => part.TableChanged, (bool table) => wanted.Add(table)));
        await tools.Find("[data-table]").ChangeAsync(true);
        await tools.Find("[data-table]").ChangeAsync(false);
        Assert.Equal([true, false], wanted);
        Assert.Empty(Show(1).FindAll("[data-table]"));
    }

    [Fact]
    public void DataTable_Always_IsANamedRegionThatTheKeyboardReaches()
    {
        IRenderedComponent<DataTable> table = Render<DataTable>(parameters => parameters
            .Add(part => part.Label, "Scores").AddChildContent("<tbody><tr><td>1</td></tr></tbody>"));
        Assert.Equal(("region", "0", "Scores"), (
            table.Find("div").GetAttribute("role"), table.Find("div").GetAttribute("tabindex"), table.Find("div").GetAttribute("aria-label")));
        Assert.Equal("Scores", table.Find("caption").TextContent);
        table.Render(parameters => parameters.Add(part => part.Caption, "Scores of two systems"));
        Assert.Equal("Scores of two systems", table.Find("caption").TextContent);
    }

    private IRenderedComponent<ViewTools> Show(int sentences, int sentence = 0, Action<int>? chosen = null) => Render<ViewTools>(parameters => parameters
        .Add(part => part.Sentences, sentences)
        .Add(part => part.Sentence, sentence)
        .Add(part => part.SentenceChanged, (int each) => chosen?.Invoke(each)));
}
