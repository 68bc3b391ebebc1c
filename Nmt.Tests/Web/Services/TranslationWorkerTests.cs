using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Services;

/// <summary>The one thread that owns the models: what it decodes together, what fails and what it says when it stops.</summary>
public sealed class TranslationWorkerTests : WorkerContext
{
    [Fact]
    public async Task Translate_Texts_KeepTheirOrder()
    {
        IReadOnlyList<Translation> answer = await Translator.TranslateAsync(Of("one", "two"));
        Assert.Equal(["ONE", "TWO"], answer.Select(each => each.Text));
    }

    [Fact]
    public async Task Work_LoadTranslateDispose_AreOnTheOneThread()
    {
        await Translator.TranslateAsync(Of("one"));
        await Worker.UnloadAsync("en-de", CancellationToken.None);
        await Worker.StopAsync(CancellationToken.None);
        Assert.Equal("translation", Assert.Single(Book.Threads));
        Assert.Equal(["en-de", "de-en"], Book.Disposed);
    }

    [Fact]
    public async Task Translate_UnknownModel_SaysSo()
    {
        var fault = await Assert.ThrowsAsync<UnavailableException>(
            () => Translator.TranslateAsync(Of("one") with { Model = "fr-de" }));
        Assert.Contains("fr-de", fault.Message, StringComparison.Ordinal);
        Assert.False(fault.Retry);
    }

    [Fact]
    public async Task Load_Damaged_ThrowsAndTheWorkerGoesOn()
    {
        using var folder = new ModelsFolder();
        File.WriteAllText(Path.Combine(folder.Add("en", "fr"), "damaged"), "");
        await Assert.ThrowsAsync<NmtException>(
            () => Worker.LoadAsync("en-fr", Path.Combine(folder.Models, "en-fr"), CancellationToken.None));
        Assert.Equal("ONE", (await Translator.TranslateAsync(Of("one")))[0].Text);
    }

    [Fact]
    public async Task Queue_JobsThatWait_AreDecodedTogether()
    {
        Hold();
        Task<IReadOnlyList<Translation>> first = Translator.TranslateAsync(Of("first"));
        await AtWord.WaitAsync();
        Task<IReadOnlyList<Translation>>[] waiting =
            [.. new[] { "a", "b", "c" }.Select(text => Translator.TranslateAsync(Of(text)))];
        Release();
        await Task.WhenAll([first, .. waiting]);

        Assert.Equal(["first", "a,b,c"], Book.Batches.Select(batch => string.Join(',', batch)));
        Assert.Equal(["A", "B", "C"], waiting.Select(task => task.Result[0].Text));
    }

    [Fact]
    public async Task Queue_TwoDirectionsOfOneModel_ShareABatchEachInItsLanguage()
    {
        Hold();
        Task<IReadOnlyList<Translation>> first = Translator.TranslateAsync(Of("first"));
        await AtWord.WaitAsync();
        Task<IReadOnlyList<Translation>>[] waiting =
        [
            Translator.TranslateAsync(Of("a", "b") with { Target = "de" }),
            Translator.TranslateAsync(Of("a") with { Target = "fr" }),
        ];
        Release();
        await Task.WhenAll([first, .. waiting]);
        Assert.Equal(["first", "a,b,a"], Book.Batches.Select(batch => string.Join(',', batch)));
        Assert.Equal(["de", "de", "fr"], Book.Languages[1]);
        Assert.Equal((2, 1), ((await waiting[0]).Count, (await waiting[1]).Count));
    }

    [Fact]
    public async Task Queue_OtherModelOrOptions_AreDecodedApart()
    {
        Hold();
        Task<IReadOnlyList<Translation>> first = Translator.TranslateAsync(Of("first"));
        await AtWord.WaitAsync();
        Task<IReadOnlyList<Translation>>[] waiting =
        [
            Translator.TranslateAsync(Of("a")),
            Translator.TranslateAsync(Of("b") with { Model = "de-en" }),
            Translator.TranslateAsync(Of("c") with { Hypotheses = 3 }),
        ];
        Release();
        await Task.WhenAll([first, .. waiting]);
        Assert.Equal(["first", "a", "b", "c"], Book.Batches.Select(batch => string.Join(',', batch)));
    }

    [Fact]
    public async Task Queue_PersonAndProgramWait_ThePersonGoesFirst()
    {
        Hold();
        Task<IReadOnlyList<Translation>> first = Translator.TranslateAsync(Of("first"));
        await AtWord.WaitAsync();
        Task<IReadOnlyList<Translation>> program = Translator.TranslateAsync(Of("program") with { Priority = RequestPriority.Batch });
        Task<IReadOnlyList<Translation>> person = Translator.TranslateAsync(Of("person"));
        Release();
        await Task.WhenAll(first, program, person);
        Assert.Equal(["first", "person", "program"], Book.Batches.Select(batch => batch[0]));
    }

    [Fact]
    public async Task Queue_Full_RefusesAtOnce()
    {
        Hold();
        Task<IReadOnlyList<Translation>> first = Translator.TranslateAsync(Of("first"));
        await AtWord.WaitAsync();
        Task<IReadOnlyList<Translation>>[] waiting =
            [.. Enumerable.Range(0, 3).Select(each => Translator.TranslateAsync(Of($"w{each}")))];
        var fault = await Assert.ThrowsAsync<UnavailableException>(() => Translator.TranslateAsync(Of("late")));
        Assert.True(fault.Retry);
        Release();
        await Task.WhenAll([first, .. waiting]);
    }

    [Fact]
    public async Task Batch_OneTextFails_TheOthersAreTranslated()
    {
        Hold();
        Task<IReadOnlyList<Translation>> first = Translator.TranslateAsync(Of("first"));
        await AtWord.WaitAsync();
        Task<IReadOnlyList<Translation>> good = Translator.TranslateAsync(Of("good"));
        Task<IReadOnlyList<Translation>> bad = Translator.TranslateAsync(Of("bad"));
        Book.BeforeWord = (word, _) =>
        {
            if (word == "BAD")
            {
                throw new InvalidOperationException("shape");
            }
        };
        Release();
        Assert.Equal("GOOD", (await good)[0].Text);
        var fault = await Assert.ThrowsAsync<NmtException>(() => bad);
        Assert.DoesNotContain("shape", fault.Message, StringComparison.Ordinal);
        await first;
    }

    [Fact]
    public async Task Stop_JobsThatWait_AreToldSo()
    {
        Hold();
        Task<IReadOnlyList<Translation>> first = Translator.TranslateAsync(Of("first"));
        await AtWord.WaitAsync();
        Task<IReadOnlyList<Translation>> waiting = Translator.TranslateAsync(Of("waiting"));
        Task stop = Worker.StopAsync(CancellationToken.None);
        Release();
        await stop;
        await Assert.ThrowsAsync<UnavailableException>(() => waiting);
        await Assert.ThrowsAsync<UnavailableException>(() => Translator.TranslateAsync(Of("late")));
        await Assert.ThrowsAsync<UnavailableException>(() => first);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Translate_Attention_IsKeptOnlyWhereAskedFor(bool attention)
    {
        Translation answer = (await Translator.TranslateAsync(Of("one") with { Attention = attention }))[0];
        Assert.Equal(attention, answer.Hypotheses[0].Attention.Count > 0);
    }

    [Fact]
    public async Task Translate_MoreHypothesesThanTheBeam_WidensTheBeam()
    {
        Translation answer = (await Translator.TranslateAsync(Of("Where is the train station?") with { Hypotheses = 4 }))[0];
        Assert.Equal(4, answer.Hypotheses.Count);
    }
}
