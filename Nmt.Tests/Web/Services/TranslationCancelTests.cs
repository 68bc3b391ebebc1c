using Nmt.Model;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Services;

/// <summary>Who leaves, or waits too long, is answered at once, and the worker stops at the next word.</summary>
public sealed class TranslationCancelTests : WorkerContext
{
    [Fact]
    public async Task Cancel_WhileWaiting_IsNeverDecoded()
    {
        Hold();
        Task<IReadOnlyList<Translation>> first = Translator.TranslateAsync(Of("first"));
        await AtWord.WaitAsync();
        using var left = new CancellationTokenSource();
        Task<IReadOnlyList<Translation>> gone = Translator.TranslateAsync(Of("gone"), left.Token);
        left.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Release();
        await first;
        await Translator.TranslateAsync(Of("after"));
        Assert.Equal(["first", "after"], Book.Batches.Select(batch => batch[0]));
    }

    [Fact]
    public async Task Cancel_WhileDecoding_AnswersAtOnceAndStopsAtTheNextWord()
    {
        Hold();
        using var left = new CancellationTokenSource();
        Task<IReadOnlyList<Translation>> gone = Translator.TranslateAsync(Of("one two three"), left.Token);
        await AtWord.WaitAsync();
        left.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);

        int words = 1;
        Book.BeforeWord = (_, _) => words++;
        Release();
        Assert.Equal("AFTER", (await Translator.TranslateAsync(Of("after")))[0].Text);
        Assert.Equal(2, words);
    }

    [Fact]
    public async Task Cancel_OneOfABatch_LeavesTheOthers()
    {
        Hold();
        Task<IReadOnlyList<Translation>> first = Translator.TranslateAsync(Of("first"));
        await AtWord.WaitAsync();
        using var left = new CancellationTokenSource();
        Task<IReadOnlyList<Translation>> gone = Translator.TranslateAsync(Of("gone"), left.Token);
        Task<IReadOnlyList<Translation>> stays = Translator.TranslateAsync(Of("stays"));
        Release(1);
        await first;
        await AtWord.WaitAsync();
        left.Cancel();
        Release();
        Assert.Equal("STAYS", (await stays)[0].Text);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
    }

    [Fact]
    public async Task Deadline_Passed_SaysHowLong()
    {
        Hold();
        Task<IReadOnlyList<Translation>> slow = Translator.TranslateAsync(Of("slow"));
        await AtWord.WaitAsync();
        Time.Advance(TimeSpan.FromSeconds(31));
        var fault = await Assert.ThrowsAsync<UnavailableException>(() => slow);
        Assert.Contains("30 seconds", fault.Message, StringComparison.Ordinal);
    }
}
