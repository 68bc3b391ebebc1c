using Microsoft.Extensions.Time.Testing;
using Nmt.Model;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Services;

public sealed class SearchWatchTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _time = new();
    private int _written;

    [Fact]
    public void See_Untraced_WritesNothing() =>
        Assert.Empty(new SearchWatch(Interval, _time).See(new TranslationUpdate(0, "a", 0, 0, false)).Traces);

    [Fact]
    public void See_Traced_WritesTheTreeNoMoreOftenThanItIsShown()
    {
        var watch = new SearchWatch(Interval, _time);
        Assert.Equal("1", watch.See(Update("a")).Traces[0].Pieces[0]);
        TranslationProgress soon = watch.See(Update("a b"));
        Assert.Equal(("a b", "1"), (soon.Text, soon.Traces[0].Pieces[0]));
        _time.Advance(Interval);
        Assert.Equal("2", watch.See(Update("a b c")).Traces[0].Pieces[0]);
        Assert.Equal(2, _written);
    }

    private TranslationUpdate Update(string text) => new(0, text, 0, 0, false)
    {
        Traces = () => [Translations.Trace("s", $"{++_written}") with { Pieces = [$"{_written}"] }],
    };
}
