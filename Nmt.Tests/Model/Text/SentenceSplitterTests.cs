using Nmt.Model.Text;

namespace Nmt.Tests.Model.Text;

public sealed class SentenceSplitterTests
{
    /// <summary>The text, with | where a sentence ends and another begins.</summary>
    public static TheoryData<string> Marked =>
    [
        "One sentence",
        "One. |Two! |Three? |Four… |Five.",
        "Really?! |Yes... |Good.",
        "He said: \"Go!\" |Then he left.",
        "(It rained.) |\"It did.\" |‘Yes.’",
        "„Geh!“, sagte er. |Dann ging er.",
        "Dr. Brown met Mr. Smith and Mrs. Jones.",
        "Das kostet z. B. zehn Euro. |Es ist d. h. teuer.",
        "Fruit, e.g. Apples, i.e. Food from the U.S. Market.",
        "It opens at 5 p.m. |We wait.",
        "Am 3. Mai kam er. |Am 24. Dezember ging er.",
        "It happened in 1999. |Then came 2000.",
        "The answer is No. |See No. 5 and Fig. 2 for more.",
        "Wir haben Nr. 7. |Die Tür ist zu.",
        "Pi is 3.14 and more. |Visit example.com. |Now.",
        "she said yes. but nobody heard",
        "Hello J. Brown. |Hello K. Lee.",
        "¿Qué? |¡Nada! |¿Seguro?",
        "你好。|我很好！|你呢？",
        "「行こう。」|彼は言った。",
        "Привет. |Как дела? |Хорошо.",
        "مرحبا. |كيف حالك؟",
        "Title\n|First line.\n\n|  Second line. |Third.\r\n|Fourth",
        "One.\u2028|Two",
        "Wait . . . what?",
        "A list:\n|- one\n|- two",
        "Cost: 5 €. |100 % sure.",
        "...",
        ".",
        "Good 😀! |😀 Great.",
        // Closing marks and notes go with the sentence.
        "It ended.[1] |Then it began.[2][3] |(Really.)¹ |\"Yes.\"² |Done.",
        "「行こう。」と彼は言った。|「はい。」|彼は笑った。",
        "Wait... |Then go... but slowly. |She said… nothing.",
        // Numbers.
        "He is 24. |Then he left. |It costs 3.50. |€5 is less. |$6 too.",
        "Der 2. Weltkrieg endete am 8. Mai. |Er ist 24. |Dann kam er.",
        "1. Open the door. |2. Close it.",
        "Version 2.0. |Then 1,000.5 users. |Chapter no. 3.",
        "It is 5 m. |Then 6 m. |В 1999 г. |Затем г. Москва.",
        // Letters.
        "She and I. |Then we left. |King Charles I. of England.",
        "He lives in the U.S. |The weather is fine in the U.S. Senate.",
        "Jane Doe, Ph.D. of Law, and Dipl.-Ing. Meier met Univ.-Prof. Huber.",
        // Abbreviations of other languages.
        "M. Dupont et Mme. Curie. |Voir env. 3 km. |Ils partent.",
        "El Sr. García y la Sra. Pérez. |Véase pág. 5 y núm. 6.",
        "Il sig. Rossi e il dott. Bianchi. |Poi la Dott. Verdi.",
        "Dhr. Jansen en mevr. De Vries. |Zie blz. 4.",
        "Ul. Długa i np. Warszawa. |Prof. Kowalski.",
        "Встреча на ул. Ленина с проф. Ивановым. |Это стр. 5.",
        "Den kom t.ex. Anna och bl.a. Erik. |Kl. 8 kom de.",
        // Marks of other scripts.
        "यह एक घर है। |वह आया।|क्या? |हाँ।",
        "هل أنت هنا؟ |نعم. |یہ ایک گھر ہے۔ |وہ آیا۔",
        "Սա տուն է։ |Նա եկավ։",
        "ይህ ቤት ነው። |እሱ መጣ።",
        "ဒါကအိမ်ပါ။ |သူလာတယ်။",
        "នេះជាផ្ទះ។ |គាត់មក។",
        "Что⁈ |Да‼ |Нет.",
    ];

    [Theory]
    [MemberData(nameof(Marked))]
    public void Split_Text_AtTheMarks(string marked)
    {
        var sentences = SentenceSplitter.Split(marked.Replace("|", "")).Where(span => !span.IsGap).Select(span => span.Text);
        Assert.Equal(marked.Split('|').Select(part => part.Trim()), sentences);
    }

    [Fact]
    public void Split_AnyText_NothingIsLost()
    {
        const string Alphabet = "aB. !?…\"»\n\r\t。3z\u2028😀é";
        var random = new Random(11);
        for (var i = 0; i < 2_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            var spans = SentenceSplitter.Split(text);

            Assert.Equal(text, string.Concat(spans.Select(span => span.Text)));
            Assert.All(spans, span => Assert.Equal(span.IsGap, string.IsNullOrWhiteSpace(span.Text)));
            Assert.All(spans.Where(span => !span.IsGap), span => Assert.Equal(span.Text.Trim(), span.Text));
        }
    }
}
