using Nmt.Model;
using Nmt.Model.Constraints;
using Nmt.Web.Telemetry;

namespace Nmt.Web.Services;

/// <summary>Several jobs decoded as one batch, their texts one after another, each into the language that its job asks for.</summary>
internal static class TranslationBatch
{
    /// <exception cref="OperationCanceledException">All callers have left, or the host stops.</exception>
    public static void Run(
        ILoadedModel model, IReadOnlyList<TranslationJob> jobs, ServingMeter meter, TimeProvider time, CancellationToken stopping)
    {
        long begin = time.GetTimestamp();
        TimeSpan[] waited = [.. jobs.Select(job => job.Waited)];
        SourceLine[] lines =
            [.. jobs.SelectMany(job => job.Request.Texts.Select(text => new SourceLine(text, LineConstraints.None) { Into = job.Request.Target }))];
        TranslationJob[] owners = [.. jobs.SelectMany(job => job.Request.Texts.Select(_ => job))];
        using var everyoneLeft = new EveryoneLeft(jobs, stopping);

        IReadOnlyList<Translation> translations = model.Translate(
            lines,
            jobs[0].Options,
            jobs.Any(job => job.Progress is not null) ? update => owners[update.Index].Progress?.Invoke(update) : null,
            everyoneLeft.Token);

        meter.Wrote(PiecesOf(translations));
        TimeSpan decoded = time.GetElapsedTime(begin);
        int start = 0;
        foreach ((TranslationJob job, TimeSpan queued) in jobs.Zip(waited))
        {
            int count = job.Request.Texts.Count;
            Translation[] own = [.. translations.Skip(start).Take(count)];
            job.Complete(own, new TranslationTiming(queued, decoded, PiecesOf(own)));
            start += count;
        }
    }

    private static int PiecesOf(IEnumerable<Translation> translations) =>
        translations.Sum(translation => translation.Hypotheses[0].Pieces.Count);

    /// <summary>Cancels when the last of the jobs is cancelled: until then somebody waits for the batch.</summary>
    private sealed class EveryoneLeft : IDisposable
    {
        private readonly CancellationTokenSource _source;
        private readonly List<CancellationTokenRegistration> _registrations = [];
        private int _waiting;

        public EveryoneLeft(IReadOnlyList<TranslationJob> jobs, CancellationToken stopping)
        {
            _source = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            _waiting = jobs.Count;
            foreach (TranslationJob job in jobs)
            {
                _registrations.Add(job.Token.Register(Leave));
            }
        }

        public CancellationToken Token => _source.Token;

        public void Dispose()
        {
            foreach (CancellationTokenRegistration registration in _registrations)
            {
                registration.Dispose();
            }

            _source.Dispose();
        }

        private void Leave()
        {
            if (Interlocked.Decrement(ref _waiting) == 0)
            {
                _source.Cancel();
            }
        }
    }
}
