using Nmt.Data.Grammar;

namespace Nmt.Data.Frames;

/// <summary>Who a sentence is about, and who is spoken to where that decides between du, ihr and Sie.</summary>
/// <param name="Filler">The words and what the verbs agree with.</param>
/// <param name="Address">"Mrs Weber" or "children", set before the sentence; null where nobody is named.</param>
internal sealed record Subject(IFiller Filler, IFiller? Address = null)
{
    public GrammaticalPerson Person => Filler.Person;
}
