using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public abstract partial class Optimizer : IDisposable
            {
                protected IList<ParamGroup> _parameter_groups = [];

                ~Optimizer() => Dispose(false);

                public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

                public abstract Tensor? step(Func<Tensor>? closure = null);

                public virtual IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

                public virtual void add_param_group(ParamGroup param_group) => _parameter_groups.Add(param_group);

                /// <summary>Fills the gradients with zeros; it does not take them away as PyTorch's default does.</summary>
                public virtual void zero_grad()
                {
                    foreach (var parameter in parameters())
                    {
                        using var gradient = parameter.grad;
                        gradient?.zero_();
                    }
                }

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                }

                /// <summary>The options of every group and the state of every parameter, as they are, not copied.</summary>
                public class StateDictionary
                {
                    internal StateDictionary()
                    {
                    }

                    public List<OptimizerOptions> Options { get; } = [];

                    public List<OptimizerState> State { get; } = [];

                    public List<List<int>> StateIndexRef { get; } = [];
                }
            }

            public interface ILearningRateController
            {
                double LearningRate { get; set; }

                double InitialLearningRate { get; set; }
            }

            public interface IMomentum
            {
                double Momentum { get; set; }
            }

            public interface IBetas
            {
                (double, double) Betas { get; set; }
            }
        }
    }

    namespace Modules
    {
        /// <summary>What the optimizers share: one state for each parameter, in the order of the groups.</summary>
        public abstract class OptimizerHelper : torch.optim.Optimizer
        {
            protected OptimizerOptions _defaults = null!;

            private protected Dictionary<IntPtr, OptimizerState> StateOf { get; } = [];

            public virtual StateDictionary state_dict()
            {
                var dictionary = new StateDictionary();
                foreach (var group in _parameter_groups)
                {
                    dictionary.Options.Add(group.Options);
                    var indices = new List<int>();
                    dictionary.StateIndexRef.Add(indices);
                    foreach (var parameter in group.Parameters)
                    {
                        indices.Add(dictionary.State.Count);
                        dictionary.State.Add(StateOf[parameter.Handle]);
                    }
                }
                return dictionary;
            }

            /// <summary>Copies another optimizer's options and state, which must be of as many groups and parameters.</summary>
            public virtual void load_state_dict(StateDictionary state_dict)
            {
                var mine = this.state_dict();
                if (state_dict.Options.Count != mine.Options.Count)
                    throw new ArgumentException("Invalid optimizer state -- different number of parameter groups.");
                if (state_dict.State.Count != mine.State.Count)
                    throw new ArgumentException("Invalid optimizer state -- different number of states.");
                for (int i = 0; i < mine.Options.Count; i++)
                    if (mine.Options[i] != state_dict.Options[i]) mine.Options[i].LoadStateDict(state_dict.Options[i]);
                for (int i = 0; i < mine.State.Count; i++)
                    if (mine.State[i] != state_dict.State[i]) mine.State[i].LoadStateDict(state_dict.State[i]);
            }

            public void to(torch.Device device)
            {
                foreach (var state in StateOf.Values) state.to(device);
            }

            protected override void Dispose(bool disposing)
            {
                if (disposing) foreach (var state in StateOf.Values.OfType<IDisposable>()) state.Dispose();
                base.Dispose(disposing);
            }

            /// <summary>The loss of the closure, if there is one, and then <paramref name="body"/> on every group, unrecorded.</summary>
            private protected torch.Tensor? Step(Func<torch.Tensor>? closure, Action<ParamGroup> body)
            {
                torch.Tensor? loss = null;
                if (closure is not null)
                {
                    using var recording = torch.enable_grad();
                    loss = closure();
                }
                using var frozen = torch.no_grad();
                using var scope = torch.NewDisposeScope();
                foreach (var group in _parameter_groups) body(group);
                return loss;
            }

            private protected void AddGroup(ParamGroup group, Func<Parameter, OptimizerState> stateFor)
            {
                group.Options.InitialLearningRate = group.Options.LearningRate!.Value;
                _parameter_groups.Add(group);
                foreach (var parameter in group.Parameters)
                {
                    var state = stateFor(parameter);
                    state.Initialize(group.Options);
                    StateOf[parameter.Handle] = state;
                }
            }
        }

        public class OptimizerOptions
        {
            public double? LearningRate { get; set; }

            public double InitialLearningRate { get; set; }

            public virtual void LoadStateDict(OptimizerOptions source)
            {
                InitialLearningRate = source.InitialLearningRate;
                LearningRate = source.LearningRate;
            }
        }

        public abstract class OptimizerState
        {
            protected Parameter _parameter;

            protected OptimizerState(Parameter parameter) => _parameter = parameter;

            public abstract void LoadStateDict(OptimizerState source);

            public abstract void Initialize(OptimizerOptions options);

            public virtual bool ApproximatelyEquals(OptimizerState other) => false;

            public virtual void to(torch.Device device)
            {
            }
        }

        public class ParamGroup : torch.optim.ILearningRateController
        {
            public IEnumerable<Parameter> Parameters { get; set; } = [];

            public OptimizerOptions Options { get; set; } = null!;

            public double LearningRate
            {
                get => Options.LearningRate!.Value;
                set => Options.LearningRate = value;
            }

            public double InitialLearningRate
            {
                get => Options.InitialLearningRate;
                set => Options.InitialLearningRate = value;
            }
        }

        public class ParamGroup<TOptions> : ParamGroup where TOptions : OptimizerOptions
        {
            public ParamGroup()
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
            {
                Parameters = parameters;
                base.Options = options!;
            }

            public new TOptions Options
            {
                get => (TOptions)base.Options;
                set => base.Options = value;
            }
        }
    }
}
