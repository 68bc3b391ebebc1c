using Nmt.Model;

namespace Nmt.Web.Services;

/// <summary>
/// What a reader is shown of a search under way. The search tree is written out on the search's own thread, so no more
/// often than it can be shown, and only of a search that is traced.
/// </summary>
/// <param name="interval">The shortest time between two trees.</param>
/// <param name="time">The clock.</param>
internal sealed class SearchWatch(TimeSpan interval, TimeProvider time)
{
    private IReadOnlyList<SegmentTrace> _traces = [];
    private long? _written;

    public TranslationProgress See(TranslationUpdate update)
    {
        bool isDue = _written is not { } before || time.GetElapsedTime(before) >= interval;
        if (update.Traces is { } write && isDue)
        {
            _written = time.GetTimestamp();
            _traces = write();
        }

        return new TranslationProgress(update.Text, null) { Traces = _traces };
    }
}
