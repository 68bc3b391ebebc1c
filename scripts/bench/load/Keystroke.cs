namespace Nmt.Load;

/// <param name="Text">All that stands in the pane after the key.</param>
/// <param name="Gap">How long until the next key, or until the reader looks up.</param>
internal readonly record struct Keystroke(string Text, TimeSpan Gap);
