using Bunit;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components;

public sealed class ModelNoticeTests : WebContext
{
    private static readonly TrainingRun Run = new("de-en", "de", "en", 172, 400, 90);

    [Fact]
    public void Render_Nothing_SaysHowToTrain() =>
        Assert.Contains("scripts/demo.sh", Show([], []).Find("pre").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Render_Training_ShowsHowFar()
    {
        IRenderedComponent<ModelNotice> notice = Show([], [Run]);
        Assert.Contains("is being trained", notice.Find("h2").TextContent, StringComparison.Ordinal);
        Assert.Equal("43", notice.Find("progress").GetAttribute("value"));
        Assert.Contains("43 % · about 2 min left", notice.Find(".figures").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "43 %")]
    [InlineData(20.0, "43 % · less than a minute left")]
    [InlineData(61.0, "43 % · about 2 min left")]
    public void Training_TimeLeft_IsSaidInWords(double? seconds, string figures)
    {
        IRenderedComponent<TrainingProgress> progress = Render<TrainingProgress>(
            parameters => parameters.Add(part => part.Run, Run with { SecondsLeft = seconds }));
        Assert.Equal(figures, progress.Find(".figures").TextContent.Trim());
    }

    [Fact]
    public void Render_Loading_AsksForAMoment() =>
        Assert.Contains(
            "being loaded",
            Show([FakeCatalog.Model("en", "de", ModelState.Loading)], []).Find("h2").TextContent,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Render_TextTyped_SaysThatItIsKept(bool hasText, int times)
    {
        IRenderedComponent<ModelNotice> notice = Render<ModelNotice>(parameters => parameters.Add(part => part.HasText, hasText));
        Assert.Equal(times, notice.FindAll("p.kept").Count);
    }

    [Fact]
    public void Render_Failed_NamesTheModelAndTheReason()
    {
        var failed = FakeCatalog.Model("en", "de", ModelState.Failed) with { Fault = "model.safetensors: damaged." };
        IRenderedComponent<ModelNotice> notice = Show([failed], []);
        Assert.Equal("No model could be loaded", notice.Find("h2").TextContent);
        string alert = notice.Find("[role=alert]").TextContent;
        Assert.Contains("en-de", alert, StringComparison.Ordinal);
        Assert.Contains("model.safetensors: damaged.", alert, StringComparison.Ordinal);
    }

    private IRenderedComponent<ModelNotice> Show(InstalledModel[] models, TrainingRun[] training) =>
        Render<ModelNotice>(parameters => parameters.Add(part => part.Models, models).Add(part => part.Training, training));
}
