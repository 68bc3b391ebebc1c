namespace Nmt.Web.Components.Parts;

/// <summary>A word that could stand in a place of a translation.</summary>
/// <param name="Text">The word.</param>
/// <param name="Probability">What the model gives it there, 0 to 1.</param>
/// <param name="Prefix">The sentence's translation up to the end of it, as a prefix to force.</param>
/// <param name="IsWhole">False where only its beginning is known: the search did not look further.</param>
public sealed record NextWord(string Text, double Probability, string Prefix, bool IsWhole);
