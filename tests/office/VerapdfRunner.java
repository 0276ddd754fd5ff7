import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Judges PDF files against PDF/UA-1 and PDF/A-3a and prints one JSON object a line.
 *
 * <pre>
 * VerapdfRunner [--flavours=ua1,3a] FILE...
 * {"file":..., "flavour":..., "checks":..., "passes":true}                  one a file and flavour
 * {"file":..., "flavour":..., "rule":..., "place":..., "says":...}          one a failure
 * </pre>
 *
 * Exit code: 0 every file passes, 1 some file fails or cannot be read, 2 asked wrongly.
 */
public final class VerapdfRunner {
    private static final int FAILURES_SHOWN_PER_RULE = 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF); // the parser reports what the rules report again
        List<String> flavours = List.of("ua1", "3a");
        List<String> files = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith("--flavours=")) {
                flavours = List.of(argument.substring("--flavours=".length()).split(","));
            } else {
                files.add(argument);
            }
        }
        if (files.isEmpty() || !PDFAFlavour.getFlavourIds().containsAll(flavours)) {
            System.err.println("usage: VerapdfRunner [--flavours=ua1,3a] FILE...");
            System.exit(2);
        }
        VeraGreenfieldFoundryProvider.initialise();
        boolean sound = true;
        for (String file : files) {
            for (String flavour : flavours) {
                sound &= judge(file, flavour);
            }
        }
        System.exit(sound ? 0 : 1);
    }

    private static boolean judge(String file, String id) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
        try (InputStream stream = new FileInputStream(new File(file));
                PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
                PDFAValidator validator = Foundries.defaultInstance()
                        .createValidator(flavour, FAILURES_SHOWN_PER_RULE, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion failure : result.getTestAssertions()) {
                if (failure.getStatus() == TestAssertion.Status.FAILED) {
                    RuleId rule = failure.getRuleId();
                    fail(file, id, rule.getClause() + "-" + rule.getTestNumber(),
                            failure.getLocation().getContext(), says(failure));
                }
            }
            Map<String, Object> line = line(file, id);
            line.put("checks", result.getTotalAssertions());
            line.put("passes", result.isCompliant());
            OUT.println(JSON.writeValueAsString(line));
            return result.isCompliant();
        } catch (Exception problem) { // a file that is no PDF, or encrypted, or not there
            fail(file, id, "unreadable", "", String.valueOf(problem.getMessage()));
            return false;
        }
    }

    private static String says(TestAssertion failure) {
        String error = failure.getErrorMessage();
        return error == null || error.isEmpty() ? failure.getMessage() : error;
    }

    private static void fail(String file, String id, String rule, String place, String says)
            throws Exception {
        Map<String, Object> line = line(file, id);
        line.put("rule", rule);
        line.put("place", place);
        line.put("says", says);
        OUT.println(JSON.writeValueAsString(line));
    }

    private static Map<String, Object> line(String file, String id) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("file", file);
        line.put("flavour", id);
        return line;
    }
}
