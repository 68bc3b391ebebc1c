using Nmt.Model.Errors;
using Nmt.Web.Telemetry;

namespace Nmt.Web.Services;

/// <summary>
/// The one thread that owns every tensor: it loads the models, decodes what the queue hands out and disposes of both.
/// A thread of its own keeps matrix products off the pool that serves Kestrel and SignalR.
/// </summary>
internal sealed partial class TranslationWorker(
    TranslationQueue queue,
    IModelLoader loader,
    ServingMeter meter,
    Reports reports,
    TimeProvider time,
    ILogger<TranslationWorker> logger) : BackgroundService, IModelHost
{
    private readonly Dictionary<string, ILoadedModel> _models = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task LoadAsync(string id, string folder, CancellationToken token) =>
        OnWorkerAsync(() => Replace(id, loader.Load(folder)), token);

    public Task UnloadAsync(string id, CancellationToken token) => OnWorkerAsync(() => Replace(id, null), token);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var thread = new Thread(() => Work(stoppingToken)) { Name = "translation", IsBackground = true };
        thread.Start();
        return _ended.Task;
    }

    private void Work(CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                queue.Wait(stopping);
                while (queue.TryTakeErrand(out Action? errand))
                {
                    errand!();
                }

                Serve(queue.TakeBatch(), stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops; what waits is answered below.
        }
        finally
        {
            queue.Close();
            foreach (ILoadedModel model in _models.Values)
            {
                model.Dispose();
            }

            _ended.TrySetResult();
        }
    }

    private void Serve(IReadOnlyList<IQueuedWork> work, CancellationToken stopping)
    {
        if (work.Count == 0)
        {
            return;
        }

        if (!_models.TryGetValue(work[0].Model, out ILoadedModel? model))
        {
            FailAll(work, UnavailableException.Missing(work[0].Model));
            return;
        }

        long begin = time.GetTimestamp();
        meter.Began(work);
        try
        {
            Run(model, work, stopping);
        }
        catch (OperationCanceledException)
        {
            // Every caller has left and was answered when it left, or the host stops.
            FailAll(work, UnavailableException.Stopping());
        }
        catch (Exception fault) when (work.Count > 1)
        {
            // One bad text must not fail its neighbours: each goes again on its own. A message may quote the text.
            LogBatchFailed(logger, fault.GetType().Name, work.Count);
            foreach (IQueuedWork each in work)
            {
                Serve([each], stopping);
            }
        }
        catch (NmtException fault)
        {
            FailAll(work, fault);
        }
        catch (Exception fault)
        {
            reports.Failed($"Model {work[0].Model}", fault);
            FailAll(work, new NmtException("The model failed on this text. The server's log has the reason.", fault));
        }
        finally
        {
            meter.Ended(time.GetElapsedTime(begin));
        }
    }

    private void Run(ILoadedModel model, IReadOnlyList<IQueuedWork> work, CancellationToken stopping)
    {
        if (work[0] is IModelQuestion question)
        {
            question.Run(model, stopping);
        }
        else
        {
            TranslationBatch.Run(model, [.. work.Cast<TranslationJob>()], meter, time, stopping);
        }
    }

    private static void FailAll(IReadOnlyList<IQueuedWork> work, Exception fault)
    {
        foreach (IQueuedWork each in work)
        {
            each.Fail(fault);
        }
    }

    private void Replace(string id, ILoadedModel? model)
    {
        if (_models.Remove(id, out ILoadedModel? old))
        {
            old.Dispose();
        }

        if (model is not null)
        {
            _models.Add(id, model);
        }
    }

    private Task OnWorkerAsync(Action action, CancellationToken token)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.AddErrand(() =>
        {
            try
            {
                action();
                done.TrySetResult();
            }
            catch (Exception fault)
            {
                // Handed to whoever asked; the worker itself goes on.
                done.TrySetException(fault);
            }
        });
        return done.Task.WaitAsync(token);
    }

    [LoggerMessage(LogLevel.Warning, "A batch of {Count} requests failed ({Fault}); each is tried again on its own.")]
    private static partial void LogBatchFailed(ILogger logger, string fault, int count);
}
