using Bunit;
using Nmt.Model;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class ScoresPanelTests : WebContext
{
    [Fact]
    public void Chart_Pieces_AreOptionsWithTheirFigures()
    {
        IRenderedComponent<ScoresPanel> panel = Show(Inspected());
        Assert.Equal(
            ["“x”: probability 0.819, entropy 0.29 bits", "“y”: probability 0.819, entropy 0.43 bits", "“(end)”: probability 0.819, entropy 0.58 bits"],
            panel.FindAll("[role=option]").Select(piece => piece.GetAttribute("aria-label")));
        Assert.Single(panel.FindAll("[role=option][tabindex='0']"));
        Assert.Empty(panel.FindAll(".why"));
        Assert.Equal(["0", "0.25", "0.5", "0.75", "1", "0", "1", "2"], panel.FindAll(".tick").Select(tick => tick.TextContent));
    }

    [Fact]
    public void Chart_UnlikelyPiece_IsMarkedByMoreThanColour()
    {
        Translation sure = Inspected();
        TranslationHypothesis unsure = sure.Hypotheses[0] with { PieceLogProbabilities = [-0.1f, -3f, -0.1f] };
        Assert.Equal("y", Assert.Single(Show(sure with { Hypotheses = [unsure] }).FindAll(".doubtful .label")).TextContent);
    }

    [Fact]
    public async Task Piece_Reached_IsExplained()
    {
        IRenderedComponent<ScoresPanel> panel = Show(Inspected(), new SearchChange { Prefix = "x" });
        await ReachAsync(panel, 0);
        Assert.Equal("Why “x”?", panel.Find(".why h3").TextContent);
        Assert.Contains("begin with “x”", panel.Find(".why li").TextContent, StringComparison.Ordinal);
        Assert.Equal(["x", "other1", "other2", "other3", "other4", "other5"], panel.FindAll(".why tbody th").Select(each => each.TextContent));
        Assert.Equal("true", panel.FindAll("[role=option]")[0].GetAttribute("aria-selected"));

        await ReachAsync(panel, 1);
        Assert.Equal("Why “y”?", panel.Find(".why h3").TextContent);
        Assert.Single(panel.FindAll("[role=option][tabindex='0']"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public async Task Piece_ThatIsNotThere_IsNotExplained(int place)
    {
        IRenderedComponent<ScoresPanel> panel = Show(Inspected());
        await ReachAsync(panel, place);
        Assert.Empty(panel.FindAll(".why"));
    }

    [Fact]
    public async Task NewTranslation_ForgetsTheChoice()
    {
        IRenderedComponent<ScoresPanel> panel = Show(Inspected());
        await ReachAsync(panel, 2);
        panel.Render(parameters => parameters.Add(part => part.Subject, Of(Inspections.Of(Translations.Of("a", "z")))));
        Assert.Empty(panel.FindAll(".why"));
        Assert.Equal(2, panel.FindAll("[role=option]").Count);
    }

    [Fact]
    public async Task Table_Chosen_HasCaptionHeadersAndFigures()
    {
        IRenderedComponent<ScoresPanel> panel = Show(Inspected());
        await panel.Find("input[data-table]").ChangeAsync(true);
        Assert.Empty(panel.FindAll("svg"));
        Assert.NotEmpty(panel.Find("caption").TextContent);
        Assert.Equal(["x", "y", "(end)"], panel.FindAll("th[scope=row]").Select(each => each.TextContent));
        Assert.Equal(["0.819", "0.29", "0.70"], panel.FindAll("tbody tr")[0].QuerySelectorAll("td").Take(3).Select(each => each.TextContent));
        Assert.Contains("other5 0.002", panel.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Downloads_Csv_IsTheSheet()
    {
        IRenderedComponent<ScoresPanel> panel = Show(Inspected());
        await panel.Find("[data-save=csv]").ClickAsync();
        Assert.Equal("scores.csv", Downloads.VerifyInvoke("saveText").Arguments[0]);
        Assert.Contains("other5", (string)Downloads.VerifyInvoke("saveText").Arguments[2]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_None_SaysSo() =>
        Assert.Contains("no scores to show", Show(Translations.Of("a", "x")).Markup, StringComparison.Ordinal);

    private static Translation Inspected() => Inspections.Of(Translations.Of("a b", "x y"));

    private static InspectorSubject Of(Translation result, SearchChange? change = null) =>
        new(result, 0, "en-de", "en", "de") { Change = change ?? new() };

    private static Task ReachAsync(IRenderedComponent<ScoresPanel> panel, int place) =>
        panel.InvokeAsync(() => panel.FindComponent<Walker>().Instance.OnReachedAsync(0, place));

    private IRenderedComponent<ScoresPanel> Show(Translation result, SearchChange? change = null) =>
        Render<ScoresPanel>(parameters => parameters.Add(part => part.Subject, Of(result, change)));
}
