using System.CommandLine;
using FineTune.Training.Generation;
using FineTune.Training.Tokenizers.Chat;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune generate</c>: continues prompts with a study's best checkpoint or any decoder.</summary>
public static class GenerateCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var prompt = new Argument<string?>("prompt") { Arity = ArgumentArity.ZeroOrOne, Description = "The text to continue; standard input where not given." };
        var study = new Option<string?>("--study") { Description = "The study whose best checkpoint is used; the newest finished one where not given." };
        var folder = new Option<string?>("--folder") { Description = "A model folder; no app is needed." };
        var chat = new Option<bool>("--chat") { Description = "Takes the prompt as a user's message and writes it by the model's chat template." };
        var instruction = new Option<bool>("--instruction") { Description = "Takes the prompt as an instruction, as data with the columns instruction and output are written." };
        var tokens = new Option<int>("--tokens") { Description = "Most tokens to add.", DefaultValueFactory = _ => 60 };
        var temperature = new Option<double>("--temperature") { Description = "0 takes the likeliest token each time; larger draws more freely." };
        var topK = new Option<int>("--top-k") { Description = "Draws among so many of the likeliest tokens; 0 among all." };
        var topP = new Option<double>("--top-p") { Description = "Draws among the likeliest tokens that together have this probability.", DefaultValueFactory = _ => 1 };
        var penalty = new Option<double>("--repetition-penalty") { Description = "Above 1 makes tokens less likely that are in the text already.", DefaultValueFactory = _ => 1 };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the draws." };
        var command = new Command("generate", "Continues a prompt with the best checkpoint of a language model's study.")
        {
            prompt, study, folder, chat, instruction, tokens, temperature, topK, topP, penalty, seed,
        };
        command.SetAction(async (result, cancel) =>
        {
            var text = result.GetValue(prompt) ?? (await Console.In.ReadToEndAsync(cancel).ConfigureAwait(false)).TrimEnd('\n');
            if (text.Length == 0)
            {
                throw new CommandFailedException("no prompt given; for example: finetune generate \"Once upon a time\"");
            }

            var options = new GenerationOptions
            {
                MaxNewTokens = result.GetValue(tokens),
                Temperature = result.GetValue(temperature),
                TopK = result.GetValue(topK),
                TopP = result.GetValue(topP),
                RepetitionPenalty = result.GetValue(penalty),
                Seed = result.GetValue(seed),
            };
            var checkpoint = result.GetValue(folder) ?? await StudyArgument.FetchBestAsync(result, result.GetValue(study), cancel).ConfigureAwait(false);
            using var generator = TextGenerator.Load(checkpoint);
            var continuation = result.GetValue(chat) ? generator.Answer([new ChatMessage("user", text)], options)
                : result.GetValue(instruction) ? generator.Follow(text, null, options)
                : generator.Continue(text, options);
            await result.InvocationConfiguration.Output.WriteLineAsync(continuation).ConfigureAwait(false);
        });
        return command;
    }
}
