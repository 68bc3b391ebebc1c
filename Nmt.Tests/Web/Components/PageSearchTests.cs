using Nmt.Model;
using Nmt.Model.Network;
using Nmt.Model.Search;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components;

public sealed class PageSearchTests
{
    [Theory]
    [InlineData(2_000, PageLook.Outside, true)]
    [InlineData(2_001, PageLook.Outside, false)]
    [InlineData(2_001, PageLook.Inside, true)]
    [InlineData(2_001, PageLook.Search, true)]
    public void For_Text_AttentionOnlyWhereItIsLookedAtOrCheap(int length, PageLook look, bool attention)
    {
        TranslationRequest request = PageSearch.For(FakeCatalog.Served("en", "de", "m"), new string('a', length), Interventions.None, look, beam: 3);
        Assert.Equal((attention, attention), (request.Attention, request.Search!.Search.KeepAttention));
        Assert.True(request.Search.Search.KeepUncertainty);
        Assert.True(request.Search.SplitSentences);
        Assert.Equal((5, 5), (request.Search.Search.Beam, request.Search.Search.NBest));
    }

    [Fact]
    public void For_TwoReaders_OptionsAreEqualSoThatTheirTextsShareABatch() => Assert.Equal(
        PageSearch.For(FakeCatalog.Served("en", "de", "m"), "a", Interventions.None, PageLook.Outside, 5).Search,
        PageSearch.For(FakeCatalog.Served("en", "de", "m"), "b", Interventions.None, PageLook.Outside, 5).Search);

    [Fact]
    public void Interventions_None_ChangeNothing()
    {
        var options = new TranslationOptions();
        Assert.Same(options, Interventions.None.Apply(options));
        Assert.True(Interventions.None.IsEmpty);
    }

    [Fact]
    public void Interventions_PrefixesOfSeveralSentences_AreAllKept()
    {
        Interventions changes = Interventions.None
            .With(new SearchChange { Prefix = "So ", Sentence = 2 })
            .With(new SearchChange { Prefix = "Ja ", Sentence = 0 })
            .With(new SearchChange { Prefix = "So ist ", Sentence = 2 });
        TranslationOptions options = changes.Apply(new TranslationOptions());
        Assert.Equal("Ja ", options.Constraints.Prefix);
        Assert.Equal(["", "So ist "], options.Constraints.LaterPrefixes);
        Assert.Equal("Your words are kept; the rest is the model's.", changes.Summary);
    }

    [Fact]
    public void Interventions_ForcedAttention_KeepsThePrefix()
    {
        Interventions changes = Interventions.None
            .With(new SearchChange { Prefix = "Ja " })
            .With(new SearchChange { Attention = [new ForcedAttention(1, 2)] });
        Assert.Equal("Ja ", changes.Apply(new TranslationOptions()).Constraints.Prefix);
        Assert.Equal("Your words and your changes to the search are kept.", changes.Summary);
        Assert.False(changes.IsEmpty);
    }

    [Fact]
    public void Interventions_AttentionAndClamps_ReachTheSearch()
    {
        var change = new SearchChange
        {
            Attention = [new ForcedAttention(1, 2)],
            Clamps = [UnitClamp.Off(MemorySide.Target, 0, 3)],
        };
        TranslationOptions options = Interventions.None.With(change).Apply(new TranslationOptions());
        Assert.Equal(change.Attention, options.ForcedAttention);
        Assert.Equal(change.Clamps, options.Clamps);
        Assert.Equal("", options.Constraints.Prefix);
    }
}
