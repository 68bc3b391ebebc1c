using Nmt.Model.Network;

namespace Nmt.Training.Learning;

/// <summary>Evaluates a run where it stands: the score decides on the best weights, on the rate of a plateau and on an early stop.</summary>
/// <param name="config">The recipe.</param>
/// <param name="learned">The tensors; of an average the averaged weights are evaluated.</param>
/// <param name="validation">The development set.</param>
/// <param name="files">Where the best weights go.</param>
internal sealed class Evaluator(TrainingConfig config, LearnedState learned, Validation validation, RunFiles files)
{
    /// <param name="state">Where the run stands.</param>
    /// <param name="epochsDone">With the part of the current one; for the report.</param>
    /// <param name="cancellation">Gives it up: the state is then the old one, and the evaluation is still due.</param>
    /// <returns>The state with what was found, and what there is to tell.</returns>
    public (TrainingState State, IReadOnlyList<TrainingEvent> Told) Evaluate(
        TrainingState state, double epochsDone, CancellationToken cancellation)
    {
        try
        {
            return learned.Evaluated(model => Judge(state, epochsDone, model, validation.Of(model, cancellation)));
        }
        catch (OperationCanceledException)
        {
            return (state, []); // the run stops next, and evaluates first when it goes on
        }
    }

    private (TrainingState State, IReadOnlyList<TrainingEvent> Told) Judge(
        TrainingState state, double epochsDone, Seq2SeqModel model, ValidationResult result)
    {
        var progress = state.Progress.Observe(result.Score(config.Evaluation.Metric), state.Step);
        var better = progress.Stale == 0; // not by the step: a run that went back comes to the step of its best a second time
        var failure = better ? files.TryWriteBest(model, result, state.Step) : null;
        var best = better && failure is null;
        var evaluated = new Evaluated(state.Step)
        {
            Epoch = epochsDone,
            ValidLoss = result.Loss,
            ValidPerplexity = Math.Exp(result.Loss),
            Bleu = result.Bleu,
            Chrf = result.Chrf,
            Signature = result.Signature,
            Best = best,
            Samples = result.Samples,
        };

        // Only what was kept is the best: a later evaluation may then write what this one could not.
        state = state with
        {
            Progress = failure is null ? progress : state.Progress,
            Plateau = state.Plateau.Observe(result.Loss, config.Schedule.PlateauPatience),
            EvaluatedStep = state.Step,
            BestBleu = best ? result.Bleu : state.BestBleu,
        };
        return (state, failure is null ? [evaluated] : [evaluated, failure]);
    }
}
