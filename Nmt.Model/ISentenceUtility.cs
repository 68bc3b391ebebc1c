namespace Nmt.Model;

/// <summary>How useful a translation is if another one is right.</summary>
public interface ISentenceUtility
{
    /// <summary>Its name, as "chrF".</summary>
    string Name { get; }

    /// <summary>The more the better; finite.</summary>
    double Of(string hypothesis, string reference);
}
