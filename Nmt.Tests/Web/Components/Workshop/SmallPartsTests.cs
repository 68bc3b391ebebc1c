using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;
using Nmt.Web.Components.Workshop;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Components.Workshop;

public sealed class SmallPartsTests : WorkshopContext
{
    [Fact]
    public async Task ConfirmButton_AsksBeforeItDoes()
    {
        int done = 0;
        IRenderedComponent<ConfirmButton> button = RenderConfirm(() => done++);
        await button.Find("button").ClickAsync();
        Assert.Equal(0, done);
        Assert.Equal("Delete all?", button.Find("[role=group]").GetAttribute("aria-label"));
        await Button(button, "Delete it").ClickAsync();
        Assert.Equal(1, done);
        Assert.True(HasButton(button, "Delete"));
    }

    [Fact]
    public async Task ConfirmButton_KeepOrEscape_DoesNothing()
    {
        int done = 0;
        IRenderedComponent<ConfirmButton> button = RenderConfirm(() => done++);
        await button.Find("button").ClickAsync();
        await Button(button, "Keep it").ClickAsync();
        Assert.True(HasButton(button, "Delete"));
        await button.Find("button").ClickAsync();
        await button.Find("[role=group]").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });
        Assert.True(HasButton(button, "Delete"));
        Assert.Equal(0, done);
    }

    [Fact]
    public async Task FilePick_Files_AreToldWithTheirSizes()
    {
        IReadOnlyList<FileUpload> told = [];
        IRenderedComponent<FilePick> pick = Render<FilePick>(parameters => parameters
            .Add(part => part.Id, "x").Add(part => part.Label, "Texts").Add(part => part.Hint, "UTF-8").Add(part => part.Multiple, true)
            .Add(part => part.Files, []).Add(part => part.FilesChanged, files => told = files));
        Assert.Equal("x-hint", pick.Find("input").GetAttribute("aria-describedby"));
        Assert.Equal("x", pick.Find("label").GetAttribute("for"));
        await PickAsync(pick, "x", ("a.txt", "Hello"), ("b.txt", "You"));
        Assert.Equal(["a.txt 5", "b.txt 3"], told.Select(file => $"{file.Name} {file.Bytes}"));
        using var reader = new StreamReader(told[0].Open(100));
        Assert.Equal("Hello", await reader.ReadToEndAsync());

        pick.Render(parameters => parameters.Add(part => part.Files, told));
        Assert.Contains("a.txt", pick.Find(".drop[data-filled]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Notice_Fault_IsAnAlert()
    {
        Assert.Equal("Broken.", Render<Notice>(parameters => parameters.Add(part => part.Fault, "Broken.")).Find("[role=alert]").TextContent);
        Assert.Contains("Well.", Render<Notice>(parameters => parameters.Add(part => part.Done, "Well.")).Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal("", Render<Notice>().Markup.Trim());
    }

    [Fact]
    public void CorpusReport_Findings_HaveExampleAndAdviceAndShowNoControlCharacters()
    {
        CorpusReport report = CorpusReport.Parse(WorkshopBench.GoodReport)!;
        report = report with { Findings = [.. report.Findings, new CorpusFinding { Part = "train", Meaning = "has control characters", Count = 1, FirstLines = [3], Example = "a\u001b[2J\u202eb" }] };
        IRenderedComponent<CorpusReportView> view = Render<CorpusReportView>(parameters => parameters.Add(part => part.Report, report));
        Assert.Equal(["left out", "kept", "kept"], view.FindAll("tbody tr td:last-child").Select(cell => cell.TextContent.Trim()));
        Assert.Contains("The model would learn to write tags.", view.Find(".advice").TextContent, StringComparison.Ordinal);
        Assert.Contains("<b>Hi</b>", view.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("a\\u001B[2J\\u202Eb", view.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("1,200", view.Find(".facts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void CorpusReport_Advice_IsWithoutTheOptionsOfTheCommandLine()
    {
        CorpusReport report = CorpusReport.Parse("""
            {"findings":[{"part":"train","code":"length-ratio","meaning":"far longer","count":1,"firstLines":[1],"advice":"Hardly translations.","option":"--max-ratio sets the limit."},
            {"part":"train","code":"too-many-pieces","meaning":"too many","count":1,"firstLines":[1],"advice":"","option":"--max-length sets the limit."}]}
            """)!;
        IRenderedComponent<CorpusReportView> view = Render<CorpusReportView>(parameters => parameters.Add(part => part.Report, report));
        Assert.Equal("Hardly translations.", Assert.Single(view.FindAll(".advice")).TextContent);
        Assert.DoesNotContain("--", view.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CorpusReport_OptionalFindings_AreTheReadersToDecide()
    {
        List<(string, bool)> decided = [];
        IRenderedComponent<CorpusReportView> view = Render<CorpusReportView>(parameters => parameters
            .Add(part => part.Report, CorpusReport.Parse(WorkshopBench.GoodReport)!)
            .Add(part => part.Decisions, new Dictionary<string, bool> { ["duplicate"] = false })
            .Add(part => part.Decided, ((string, bool) decision) => decided.Add(decision)));
        Assert.Equal(
            [("duplicate", "keep"), ("markup", "keep")],
            view.FindAll("select").Select(choice => (choice.GetAttribute("data-check")!, choice.GetAttribute("value")!)));
        Assert.Contains("the pair occurred before", view.Find("select").GetAttribute("aria-label"), StringComparison.Ordinal);
        await view.Find("[data-check=markup]").ChangeAsync("drop");
        Assert.Equal([("markup", true)], decided);
    }

    [Fact]
    public void Notice_Warning_IsNoAlert()
    {
        IRenderedComponent<Notice> notice = Render<Notice>(parameters => parameters.Add(part => part.Warning, "Look."));
        Assert.Equal("Look.", notice.Find(".warn").TextContent);
        Assert.Empty(notice.FindAll("[role]"));
    }

    [Fact]
    public void CorpusReport_NothingFound_SaysSo()
    {
        IRenderedComponent<CorpusReportView> view = Render<CorpusReportView>(parameters => parameters.Add(part => part.Report, new CorpusReport { PairsRead = 5 }));
        Assert.Contains("Nothing was found wrong", view.Markup, StringComparison.Ordinal);
        Assert.Empty(view.FindAll("table"));
    }

    [Fact]
    public void CorpusReport_Unusable_IsAnAlert()
    {
        IRenderedComponent<CorpusReportView> view = Render<CorpusReportView>(parameters => parameters.Add(part => part.Report, new CorpusReport { Fault = "The files differ." }));
        Assert.Contains("The files differ.", view.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was found", view.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<ConfirmButton> RenderConfirm(Action confirmed) => Render<ConfirmButton>(parameters => parameters
        .Add(part => part.Label, "Delete").Add(part => part.Question, "Delete all?").Add(part => part.Answer, "Delete it")
        .Add(part => part.Confirmed, EventCallback.Factory.Create(this, confirmed)));
}
