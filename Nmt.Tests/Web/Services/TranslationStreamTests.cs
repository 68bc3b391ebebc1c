using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Services;

/// <summary>A translation that is watched while it is written.</summary>
public sealed class TranslationStreamTests : WorkerContext
{
    [Fact]
    public async Task Stream_SlowModel_ShowsThePartsAndEndsWithTheResult()
    {
        Hold();
        List<TranslationProgress> seen = [];
        Release(1);
        await foreach (TranslationProgress progress in Translator.StreamAsync(Of("one two three")))
        {
            seen.Add(progress);
            Release();
        }

        Assert.Equal(["ONE", "ONE TWO THREE"], seen.Select(each => each.Text));
        Assert.Equal([false, true], seen.Select(each => each.Result is not null));
    }

    [Fact]
    public async Task Stream_UpdatesFasterThanShown_SkipsToTheNewest()
    {
        Hold();
        await using IAsyncEnumerator<TranslationProgress> stream =
            Translator.StreamAsync(Of("one two three four")).GetAsyncEnumerator(CancellationToken.None);
        Release(1);
        Assert.True(await stream.MoveNextAsync());
        Assert.Equal("ONE", stream.Current.Text);

        Task<bool> next = stream.MoveNextAsync().AsTask();
        Release(2);
        for (int word = 0; word < 4; word++)
        {
            await AtWord.WaitAsync();
        }

        Assert.False(next.IsCompleted);
        Time.Advance(QueuedTranslator.UpdateInterval);
        Assert.True(await next);
        Assert.Equal("ONE TWO THREE", stream.Current.Text);
    }

    [Fact]
    public async Task Stream_ReaderStops_TheWorkerStopsToo()
    {
        Hold();
        await using (IAsyncEnumerator<TranslationProgress> stream =
            Translator.StreamAsync(Of("one two three four")).GetAsyncEnumerator(CancellationToken.None))
        {
            ValueTask<bool> next = stream.MoveNextAsync();
            await AtWord.WaitAsync();
            Release(1);
            Assert.True(await next);
        }

        int words = 0;
        Book.BeforeWord = (_, _) => words++;
        Release();
        await Translator.TranslateAsync(Of("after"));
        Assert.Equal(1, words);
    }
}
