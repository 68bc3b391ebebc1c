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
    private readonly IReadOnlyList<(string Folder, TranslationDirection Direction)> _teachers;

    /// <exception cref="NmtException">A folder is no bundle, or its model translates in neither direction.</exception>
    public Diversification(PrepareOptions options)
    {
        _options = options;
        _teachers = [.. options.Diversify.SelectMany(folder => DirectionsOf(folder).Select(direction => (folder, direction)))];
    }

    /// <summary>Adds what the models make of the pairs.</summary>
    /// <param name="own">The pairs of the corpus itself, read anew for each model.</param>
    /// <param name="made">Gets the new pairs.</param>
    /// <param name="keeps">Judges a new pair.</param>
    /// <param name="progress">Is told what begins, in words for people.</param>
    /// <param name="cancellation">Looked at before each step of a search.</param>
    /// <returns>What each model added.</returns>
    /// <exception cref="NmtException">A bundle is damaged.</exception>
    public IReadOnlyList<DiversifiedPart> Add(
        IEnumerable<SpooledPair> own, PairSpool made, Predicate<NormalizedPair> keeps, Action<string> progress, CancellationToken cancellation) =>
    [
        .. _teachers.Select(teacher =>
        {
            progress($"translating {teacher.Direction} with {teacher.Folder}");
            using Translator translator = Translator.Load(teacher.Folder, _options.Device);
            var (read, kept) = (0, 0);
            foreach (NormalizedPair pair in own.Chunk(LinesAtOnce).SelectMany(pairs => Made(pairs, translator, teacher.Direction, cancellation)))
            {
                if (++read % (10 * LinesAtOnce) == 0)
                {
                    progress(string.Create(CultureInfo.InvariantCulture, $"  {read:N0} lines"));
                }

                if (keeps(pair))
                {
                    made.Add(SpooledPair.Made, pair);
                    kept++;
                }
            }

            return new DiversifiedPart(teacher.Folder, teacher.Direction, kept, read - kept);
        }),
    ];

    private IEnumerable<NormalizedPair> Made(SpooledPair[] pairs, Translator translator, TranslationDirection direction, CancellationToken cancellation)
    {
        bool forward = direction.Source == _options.SourceLanguage;
        IReadOnlyList<Translation> translations = translator.Translate(
            [.. pairs.Select(pair => forward ? pair.Raw.Source : pair.Raw.Target)],
            new TranslationOptions { Workers = _options.Workers, TargetLanguage = direction.Target },
            progress: null,
            cancellation);
        return pairs.Zip(translations, (pair, translation) => NormalizedPair.Of(forward
            ? pair.Raw with { Target = TextOf(translation) }
            : pair.Raw with { Source = TextOf(translation) }));
    }

    // What was ended by the length limit goes round in circles: empty, it is not kept.
    private static string TextOf(Translation translation) => translation.Truncated ? "" : translation.Text;

    private IEnumerable<TranslationDirection> DirectionsOf(string folder)
    {
        var (forward, backward) = (new TranslationDirection(_options.SourceLanguage, _options.TargetLanguage), new TranslationDirection(_options.TargetLanguage, _options.SourceLanguage));
        IReadOnlyList<TranslationDirection> directions = ModelManifest.Read(folder).Directions;
        return directions.Any(each => each == forward || each == backward)
            ? directions.Where(each => each == forward || each == backward)
            : throw new NmtException($"--diversify {folder}: expected a model that translates {forward} or {backward}, found {string.Join(", ", directions)}. Name another model, or exchange the languages.");
    }
}

/// <summary>What one model added to a corpus.</summary>
/// <param name="Model">Its folder.</param>
/// <param name="Direction">In which it translated.</param>
/// <param name="Pairs">That were new, before they were cut into pieces.</param>
/// <param name="Left">Pairs that were not taken: they were there already, are in dev or test, or their translation is empty or has no end.</param>
internal sealed record DiversifiedPart(string Model, TranslationDirection Direction, int Pairs, int Left);
