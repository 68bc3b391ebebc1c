using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Nmt.Tests.Web.Fakes;
using static Microsoft.Playwright.Assertions;

namespace Nmt.Tests.Web.Browser;

/// <summary>The way between the page and the server is cut: what the reader sees, that nothing typed is lost, and that both go on.</summary>
public sealed class ConnectionBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task SocketCut_InMidTranslation_TheWorkStopsAndIsDoneAgainWhenTheConnectionIsBack()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        await using Wire wire = await OpenOverAWireAsync(visit);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        visit.Host.Book.BeforeWord = (word, token) =>
        {
            if (word == "TWO")
            {
                token.WaitHandle.WaitOne();
                stopped.TrySetResult();
            }
        };
        await visit.Source.FillAsync("one two");
        await visit.ExpectTranslationAsync("ONE");

        wire.Cut();
        await stopped.Task.WaitAsync(Visit.Patience, TestContext.Current.CancellationToken); // the worker is free for others
        await Expect(Bar(visit)).ToBeVisibleAsync();
        await Expect(Bar(visit)).ToContainTextAsync("Your text is kept.");
        visit.Host.Book.BeforeWord = (_, _) => { };
        await visit.ExpectAccessibleAsync();

        wire.Mend(visit.Host.ClientOptions.BaseAddress);
        await visit.ExpectTranslationAsync("ONE TWO");
        await Expect(Bar(visit)).ToBeHiddenAsync();
        await Expect(visit.Source).ToHaveValueAsync("one two");
    }

    [Fact]
    public async Task SocketCut_TypedMeanwhile_IsTranslatedWhenTheConnectionIsBack()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        await using Wire wire = await OpenOverAWireAsync(visit);
        await visit.Source.FillAsync("one");
        await visit.ExpectTranslationAsync("ONE");

        wire.Cut();
        await Expect(Bar(visit)).ToBeVisibleAsync();
        await visit.Source.FillAsync("one two");
        await ExpectSentAsync(visit);
        wire.Mend(visit.Host.ClientOptions.BaseAddress);
        await visit.ExpectTranslationAsync("ONE TWO");
        await Expect(visit.Source).ToHaveValueAsync("one two");
        await Expect(Bar(visit)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task ServerGone_ForLongerThanBlazorTries_IsSaidAndThePageGoesOnByItself()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        await visit.Page.Clock.InstallAsync();
        await using Wire wire = await OpenOverAWireAsync(visit);
        await visit.Source.FillAsync("one");
        await visit.ExpectTranslationAsync("ONE");

        wire.Cut();
        await Expect(Bar(visit)).ToBeVisibleAsync();
        await visit.Source.FillAsync("one two");
        await ExpectSentAsync(visit);
        ILocator failed = visit.Page.Locator(".components-reconnect-failed");
        for (int minutes = 0; await failed.CountAsync() == 0; minutes++)
        {
            Assert.True(minutes < 60, "Blazor has not given up.");
            await visit.Page.Clock.RunForAsync(60_000);
        }

        await Expect(failed.GetByText("The server does not answer.")).ToBeVisibleAsync();
        await visit.ExpectAccessibleAsync();
        wire.Mend(visit.Host.ClientOptions.BaseAddress);
        await visit.ExpectTranslationAsync("ONE TWO");
        await Expect(visit.Source).ToHaveValueAsync("one two");
        await Expect(Bar(visit)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task ServerRestarted_UnderAnOpenPage_ReloadsWithWhatWasTypedMeanwhile()
    {
        await using Visit visit = await Visit.StartAsync(chromium);
        await using var second = new WebHost();
        await using Wire wire = await OpenOverAWireAsync(visit);
        await visit.Source.FillAsync("one");
        await visit.ExpectTranslationAsync("ONE");

        wire.Cut();
        await Expect(Bar(visit)).ToBeVisibleAsync();
        string typed = "one two\n" + new string('x', 3_000); // too long for an address
        await visit.Source.FillAsync(typed);
        second.Folder.Add("en", "de");
        second.Folder.Add("de", "en");
        second.UseKestrel(0);
        second.StartServer();
        await second.ScanAsync();

        // It knows nothing of the page, so the page begins anew by itself.
        wire.Mend(second.ClientOptions.BaseAddress);
        await visit.ExpectTranslationAsync(typed.ToUpperInvariant());
        await Expect(visit.Source).ToHaveValueAsync(typed);
        await Expect(visit.Page.Locator("#source-language")).ToHaveValueAsync("en");
        await Expect(Bar(visit)).ToBeHiddenAsync();
        Assert.Contains(second.Book.Batches, batch => batch.Contains(typed));
    }

    /// <summary>Until the page has said what was typed, to nobody: the address follows what is sent.</summary>
    private static Task ExpectSentAsync(Visit visit) => Expect(visit.Page).ToHaveURLAsync(new Regex("q=one.two"));

    private static ILocator Bar(Visit visit) => visit.Page.Locator("#components-reconnect-modal");

    private static async Task<Wire> OpenOverAWireAsync(Visit visit)
    {
        var wire = new Wire(visit.Host.ClientOptions.BaseAddress);
        visit.Address = wire.Address;
        visit.ExpectsTrouble = true;
        await visit.OpenAsync("?source=en&target=de");
        return wire;
    }
}
