namespace Nmt.Web.Components.Parts;

/// <summary>A first sentence for a reader who does not know what to type.</summary>
internal static class ExampleSentences
{
    public static IReadOnlyList<string> For(string language) => language switch
    {
        "" or "en" => ["Where is the train station?", "My sister does not eat meat.", "We will visit our friends tomorrow."],
        "de" => ["Wo ist der Bahnhof?", "Meine Schwester isst kein Fleisch.", "Morgen besuchen wir unsere Freunde."],
        "fr" => ["Où est la gare ?", "Ma sœur ne mange pas de viande."],
        "es" => ["¿Dónde está la estación?", "Mi hermana no come carne."],
        "it" => ["Dov’è la stazione?", "Mia sorella non mangia carne."],
        _ => [],
    };
}
