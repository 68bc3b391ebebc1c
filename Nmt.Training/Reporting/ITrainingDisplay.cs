using Nmt.Training.Learning;

namespace Nmt.Training.Reporting;

/// <summary>Shows a person how training goes, by drawing its events to the end.</summary>
internal interface ITrainingDisplay
{
    /// <param name="events">The run; drawing the next one does the work.</param>
    /// <param name="resumedStep">Where the run goes on; 0 for a new one.</param>
    /// <param name="totalSteps">Where it is expected to end.</param>
    /// <returns>The last event.</returns>
    TrainingEvent Follow(IEnumerable<TrainingEvent> events, int resumedStep, int totalSteps);
}
