namespace Nmt.Model;

/// <summary>How useful a translation is if another one is right.</summary>
public interface ISentenceUtility
{
    /// <summary>Its name, as "chrF".</summary>
    string Name { get; }

    /// <summary>The utility of each text were each of them in turn the right one: all at once, so that each is read once.</summary>
    /// <returns>[hypothesis, reference]; the more the better; finite.</returns>
    double[,] Among(IReadOnlyList<string> texts);
}
