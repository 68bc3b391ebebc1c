using Bunit;
using Nmt.Model.Search;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class AttentionPanelTests : WebContext
{
    private readonly List<SearchChange> _changes = [];

    [Fact]
    public async Task Cell_Chosen_HoldsItBehindWhatWasSaidBefore()
    {
        IRenderedComponent<AttentionPanel> panel = Show(new SearchChange());
        await ForceAsync(panel, new(2, 1));
        Assert.Equal("x y ", Assert.Single(_changes).Prefix);
        Assert.Equal(new ForcedAttention(2, 1), Assert.Single(_changes[0].Attention));
    }

    [Fact]
    public async Task Cell_OfTheFirstWord_NeedsNoPrefix()
    {
        IRenderedComponent<AttentionPanel> panel = Show(new SearchChange { Prefix = "old" });
        await ForceAsync(panel, new(0, 1));
        Assert.Equal("", Assert.Single(_changes).Prefix);
    }

    [Fact]
    public async Task Cell_Chosen_KeepsWhatIsHeldBeforeItOnly()
    {
        IRenderedComponent<AttentionPanel> panel = Show(new SearchChange
        {
            Attention = [new(0, 0), new(1, 2), new(3, 1), new(3, 1) { Segment = 1 }],
        });
        await ForceAsync(panel, new(1, 1));
        ForcedAttention[] held = [new(0, 0), new(3, 1) { Segment = 1 }, new(1, 1)];
        Assert.Equal(held, Assert.Single(_changes).Attention);
    }

    private static Task ForceAsync(IRenderedComponent<AttentionPanel> panel, ForcedAttention look) =>
        panel.InvokeAsync(() => panel.FindComponent<AttentionMap>().Instance.Force.InvokeAsync(look));

    private IRenderedComponent<AttentionPanel> Show(SearchChange change) => Render<AttentionPanel>(parameters => parameters
        .Add(part => part.Subject, new InspectorSubject(Translations.Of("a b", "x y z"), 0, "en-de", "en", "de") { Change = change })
        .Add(part => part.Changed, (SearchChange asked) => _changes.Add(asked)));
}
