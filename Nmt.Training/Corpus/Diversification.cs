using System.Globalization;
using Nmt.Model;
using Nmt.Model.Errors;

namespace Nmt.Training.Corpus;

/// <summary>
/// Data diversification (Nguyen, Joty, Wu and Aw 2020, arXiv 1911.01986): to the pairs of a corpus come their sources as
/// models translate them, and their targets with what models of the other direction make of them as sources. No text but
/// the corpus itself is needed, and what is learned from several wordings of a sentence holds for more than one.
/// </summary>
internal sealed class Diversification
{
    // Enough lines to sort by length well, few enough to hold in memory.
    private const int LinesAtOnce = 2_000;

    private readonly PrepareOptions _options;
    private readonly Action<string> _progress;
    private readonly TimeProvider _time;

    /// <summary>Looks at every model, so that a fault of the last one does not cost the work of the first.</summary>
    /// <exception cref="NmtException">A folder is no sound bundle, or its model translates in neither direction.</exception>
    public Diversification(PrepareOptions options, Action<string> progress, TimeProvider time)
    {
        (_options, _progress, _time) = (options, progress, time);
        Teachers = [.. options.Diversify.Select(Path.TrimEndingDirectorySeparator).Distinct().SelectMany(TeachersIn)];
    }

    /// <summary>The models, once for each direction.</summary>
    public IReadOnlyList<Teacher> Teachers { get; }

    /// <summary>Sets aside what the models make of the pairs.</summary>
    /// <param name="own">The pairs of the corpus itself, read anew for each model.</param>
    /// <param name="count">Of those.</param>
    /// <param name="made">Gets the new pairs, each under its teacher (<see cref="SpooledPair.OfTeacher"/>).</param>
    /// <param name="keeps">Judges a new pair.</param>
    /// <param name="cancellation">Looked at before each step of a search.</param>
    public void Add(IEnumerable<SpooledPair> own, int count, PairSpool made, Predicate<NormalizedPair> keeps, CancellationToken cancellation)
    {
        for (int index = 0; index < Teachers.Count; index++)
        {
            Teacher teacher = Teachers[index];
            _progress($"translating {teacher.Direction} with {teacher.Folder}");
            using Translator translator = Translator.Load(teacher.Folder, _options.Device);
            long start = _time.GetTimestamp();
            int read = 0;
            foreach (SpooledPair[] pairs in own.Chunk(LinesAtOnce))
            {
                foreach (NormalizedPair pair in Made(pairs, translator, teacher.Direction, cancellation).Where(pair => keeps(pair)))
                {
                    made.Add(SpooledPair.OfTeacher(index), pair);
                }

                Report(read += pairs.Length, count, _time.GetElapsedTime(start));
            }
        }
    }

    private void Report(int read, int count, TimeSpan elapsed)
    {
        double speed = read / Math.Max(elapsed.TotalSeconds, 1e-3);
        _progress(string.Create(
            CultureInfo.InvariantCulture,
            $"  {read:N0} of {count:N0} lines, {speed:F0} a second, {TimeSpan.FromSeconds(Math.Round((count - read) / speed)):g} left"));
    }

    private IEnumerable<NormalizedPair> Made(SpooledPair[] pairs, Translator translator, TranslationDirection direction, CancellationToken cancellation)
    {
        bool forward = direction.Source == _options.SourceLanguage;

        // What the limit of pieces will drop, whoever cuts it, is not worth a translation.
        SpooledPair[] worth = [.. pairs.Where(pair => translator.Bundle.Tokenizer.Encode(forward ? pair.Source : pair.Target).Count <= _options.Filter.MaxPieces)];
        IReadOnlyList<Translation> translations = translator.Translate(
            [.. worth.Select(pair => forward ? pair.Raw.Source : pair.Raw.Target)],
            new TranslationOptions { Workers = _options.Workers, TargetLanguage = direction.Target },
            progress: null,
            cancellation);
        return worth.Zip(translations, (pair, translation) => NormalizedPair.Of(forward
            ? pair.Raw with { Target = TextOf(translation) }
            : pair.Raw with { Source = TextOf(translation) }));
    }

    // What was ended by the length limit goes round in circles: empty, it is not kept.
    private static string TextOf(Translation translation) => translation.Truncated ? "" : translation.Text;

    private IEnumerable<Teacher> TeachersIn(string folder)
    {
        try
        {
            using Translator translator = Translator.Load(folder);
            translator.Bundle.CheckDirections();
            ModelManifest manifest = translator.Bundle.Manifest;
            string hash = manifest.Files[ModelBundle.WeightsFile];
            Teacher[] teachers = [.. manifest.Directions.Where(Fits).Select(direction => new Teacher(folder, direction, hash))];
            return teachers.Length > 0
                ? teachers
                : throw new NmtException(
                    $"{folder}: expected a model that translates {_options.SourceLanguage}-{_options.TargetLanguage} or {_options.TargetLanguage}-{_options.SourceLanguage}, "
                    + $"found {string.Join(", ", manifest.Directions)}. Name another model, or give --source-lang and --target-lang the codes that it has.");
        }
        catch (NmtException failure)
        {
            throw new NmtException($"--diversify {failure.Message}", failure);
        }
    }

    private bool Fits(TranslationDirection direction) =>
        direction == new TranslationDirection(_options.SourceLanguage, _options.TargetLanguage)
        || direction == new TranslationDirection(_options.TargetLanguage, _options.SourceLanguage);
}

/// <summary>A model that makes further pairs in one direction.</summary>
/// <param name="Folder">Its bundle.</param>
/// <param name="Direction">In which it translates.</param>
/// <param name="Sha256">Of its weights, in hexadecimal digits.</param>
internal sealed record Teacher(string Folder, TranslationDirection Direction, string Sha256);

/// <summary>What a teacher added to a corpus.</summary>
/// <param name="Teacher">Who.</param>
/// <param name="Pairs">That were added.</param>
/// <param name="Left">
/// Pairs that were not: they were there already, share a side with dev or test, or the filters or the limits on pieces drop
/// them, as they do a translation that is empty or has no end.
/// </param>
internal sealed record DiversifiedPart(Teacher Teacher, int Pairs, int Left);
