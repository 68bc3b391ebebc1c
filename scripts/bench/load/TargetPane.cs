namespace Nmt.Load;

/// <summary>What the reader sees of the translation.</summary>
/// <param name="State">As the page marks it for its own looks: empty, working, done or failed.</param>
/// <param name="Text">The translation as far as it is shown.</param>
/// <param name="Fault">What went wrong, in the page's words; empty where nothing did.</param>
internal sealed record TargetPane(string State, string Text, string Fault)
{
    /// <summary>Null while the page has no such pane.</summary>
    public static TargetPane? Of(PageTree page) => page.Find("aria-label", "Translation") is { } pane
        ? new(
            pane.Attributes.GetValueOrDefault("data-state", ""),
            pane.Find("id", "translation")?.AllText ?? "",
            pane.Find("class", "fault")?.Children.Find(child => child.AllText.Trim().Length > 0)?.AllText ?? "")
        : null;
}
