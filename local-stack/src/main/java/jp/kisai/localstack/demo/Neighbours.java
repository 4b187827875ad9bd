package jp.kisai.localstack.demo;

import static jp.kisai.contracts.vocabulary.Item.ADDRESS;
import static jp.kisai.contracts.vocabulary.Item.BIRTH_DATE;
import static jp.kisai.contracts.vocabulary.Item.NAME;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import jp.kisai.contracts.vocabulary.HolderId;
import jp.kisai.contracts.vocabulary.HoldingForm;
import jp.kisai.contracts.vocabulary.ItemChange;
import jp.kisai.localstack.doubles.Pem;
import jp.kisai.localstack.doubles.Person;
import jp.kisai.localstack.doubles.Resident;
import jp.kisai.localstack.doubles.SignatureCard;
import jp.kisai.localstack.doubles.Town;

/// Twelve consenting residents with fixed ids, one in each town, for events that a person writes
/// by hand. What happens to them is remembered in the stack's folder.
final class Neighbours {

    private static final Duration CONSENTED = Duration.ofDays(365);

    private final Path folder;
    private final Map<HolderId, Resident> residents = new ConcurrentHashMap<>();

    private Neighbours(Path folder) {
        this.folder = folder;
    }

    /// Those who live in the folder; at the first call they come to the counter.
    static Neighbours in(Path folder, Stage stage) throws InterruptedException {
        Neighbours neighbours = new Neighbours(folder);
        SideBySide.each(List.of(Town.values()), town -> neighbours.in(town, stage))
                .forEach(resident -> neighbours.residents.put(resident.holder(), resident));
        return neighbours;
    }

    /// Those who live in the folder, if any; nobody comes to the counter.
    static Neighbours known(Path folder) throws IOException, GeneralSecurityException {
        Neighbours neighbours = new Neighbours(folder);
        for (HolderId holder : Stream.of(Town.values()).map(Neighbours::idOf).toList()) {
            if (Files.exists(neighbours.file(holder, ".properties"))) {
                neighbours.residents.put(holder, neighbours.load(holder));
            }
        }
        return neighbours;
    }

    /// `00000000-0000-4000-8000-` and twelve digits that end in the town's code.
    static HolderId idOf(Town town) {
        return HolderId.of("00000000-0000-4000-8000-000000" + town.code());
    }

    Optional<Resident> of(HolderId holder) {
        return Optional.ofNullable(residents.get(holder));
    }

    List<Resident> all() {
        return List.copyOf(residents.values());
    }

    /// The person after the changes; the same if they alter nothing that a certificate carries.
    static Person after(Person person, List<ItemChange> changes) {
        Person changed = person;
        for (ItemChange change : changes) {
            changed =
                    switch (change) {
                        case ItemChange.Address address ->
                                changed.movedTo(Town.of(address.municipality()), address.address());
                        case ItemChange.Name name -> changed.renamed(name.name(), name.kana());
                        case ItemChange.BirthDate birthDate -> changed.born(birthDate.birthDate());
                        case ItemChange.Domicile domicile -> changed;
                    };
        }
        return changed;
    }

    private Resident in(Town town, Stage stage)
            throws IOException, GeneralSecurityException, InterruptedException {
        HolderId holder = idOf(town);
        if (Files.exists(file(holder, ".properties"))) {
            return load(holder);
        }
        Resident resident = stage.licensed(holder, People.hanako(town), HoldingForm.CARD_ONLY);
        stage.counter()
                .importConsent(
                        holder,
                        resident.card(),
                        Set.of(ADDRESS, NAME, BIRTH_DATE),
                        Stage.now().minus(CONSENTED));
        remember(resident);
        return resident;
    }

    void remember(Resident resident) throws IOException {
        residents.put(resident.holder(), resident);
        Person person = resident.person();
        Properties register = new Properties();
        register.setProperty("name", person.name());
        register.setProperty("kana", person.kana());
        register.setProperty("birthDate", person.birthDate().toString());
        register.setProperty("gender", Integer.toString(person.gender()));
        register.setProperty("town", person.town().name());
        register.setProperty("address", person.address());
        register.setProperty("domicile", person.domicile());
        new Pem(resident.card().key(), resident.card().certificate())
                .write(file(resident.holder(), ".pem"));
        try (var writer = Files.newBufferedWriter(file(resident.holder(), ".properties"))) {
            register.store(writer, null);
        }
    }

    private Resident load(HolderId holder) throws IOException, GeneralSecurityException {
        Properties register = new Properties();
        try (var reader = Files.newBufferedReader(file(holder, ".properties"))) {
            register.load(reader);
        }
        Person person =
                new Person(
                        register.getProperty("name"),
                        register.getProperty("kana"),
                        LocalDate.parse(register.getProperty("birthDate")),
                        Integer.parseInt(register.getProperty("gender")),
                        Town.valueOf(register.getProperty("town")),
                        register.getProperty("address"),
                        register.getProperty("domicile"));
        Pem card = Pem.read(file(holder, ".pem"));
        return new Resident(holder, person, new SignatureCard(card.key(), card.certificate()));
    }

    private Path file(HolderId holder, String ending) {
        return folder.resolve(holder.text() + ending);
    }
}
