/**
 * Skills by their usual names, each with the other names that people write. Written for this product; a line is
 * `Name | alias | alias`, its list is the category. Aliases are compared without case, except those in `caseSensitive`.
 */
const lines = {
  'Programming languages': [
    'JavaScript | JS | ECMAScript | ES6 | ES2015', 'TypeScript | TS', 'Python | Python3 | Python 3', 'Java | Java 8 | Java 11 | Java 17 | Java 21', 'C#| C Sharp | CSharp', 'C++ | CPP | C plus plus', 'C', 'Go | Golang', 'Rust', 'Ruby', 'PHP', 'Swift', 'Kotlin', 'Scala',
    'R', 'MATLAB', 'Perl', 'Haskell', 'Elixir', 'Erlang', 'Clojure', 'Objective-C | ObjC | Objective C', 'Dart', 'Lua', 'Julia', 'Groovy', 'F#', 'Visual Basic | VB.NET | VBA', 'COBOL', 'Assembly', 'Bash | shell scripting | shell script | Unix shell', 'PowerShell', 'SQL', 'PL/SQL | PLSQL', 'T-SQL | TSQL | Transact-SQL', 'HTML | HTML5', 'CSS | CSS3', 'Sass | SCSS', 'GraphQL', 'Solidity', 'ABAP', 'Apex',
  ],
  'Web front end': [
    'React | React.js | ReactJS', 'Angular | AngularJS | Angular.js', 'Vue | Vue.js | VueJS | Vue 3', 'Svelte | SvelteKit', 'Next.js | NextJS', 'Nuxt | Nuxt.js', 'Redux', 'jQuery', 'Tailwind CSS | Tailwind | TailwindCSS', 'Bootstrap', 'Webpack', 'Vite', 'Storybook', 'Three.js | ThreeJS', 'D3 | D3.js', 'WebGL', 'WebRTC', 'Web accessibility | accessibility | a11y | WCAG', 'Responsive design | responsive web design', 'Single-page applications | SPA | single page application | single page applications',
  ],
  'Back end': [
    'Node.js | Node | NodeJS', 'Express | Express.js | ExpressJS', 'NestJS | Nest.js', 'Django', 'Flask', 'FastAPI', 'Spring | Spring Framework', 'Spring Boot | SpringBoot', 'Ruby on Rails | Rails | RoR', 'Laravel', 'Symfony', '.NET | dotnet | .NET Core | ASP.NET | ASP.NET Core', 'Hibernate', 'gRPC', 'REST | RESTful | REST API | REST APIs | RESTful API | RESTful APIs | RESTful services', 'SOAP', 'WebSocket | WebSockets', 'Microservices | microservice | micro-services | microservice architecture | microservices architecture', 'Event-driven architecture | event driven architecture | event-driven | event driven', 'Domain-driven design | DDD | domain driven design', 'Serverless', 'OAuth | OAuth2 | OAuth 2.0', 'OpenID Connect | OIDC', 'OpenAPI | Swagger',
  ],
  'Data stores': [
    'PostgreSQL | Postgres | psql | PgSQL', 'MySQL', 'MariaDB', 'SQLite', 'Oracle Database | Oracle DB | Oracle SQL', 'SQL Server | MS SQL | MSSQL | Microsoft SQL Server', 'MongoDB | Mongo', 'Redis', 'Cassandra | Apache Cassandra', 'DynamoDB | AWS DynamoDB', 'Elasticsearch | Elastic Search | ELK | Elastic Stack', 'OpenSearch', 'Neo4j', 'Snowflake', 'BigQuery | Google BigQuery', 'Redshift | Amazon Redshift', 'ClickHouse', 'Firebase | Firestore', 'Memcached', 'NoSQL', 'Data modelling | data modeling', 'Database design',
  ],
  'Data and machine learning': [
    'Machine learning | ML', 'Deep learning', 'Artificial intelligence | AI', 'Natural language processing | NLP', 'Computer vision', 'Large language models | LLM | LLMs | large language model', 'Retrieval-augmented generation | RAG', 'TensorFlow', 'PyTorch', 'scikit-learn | sklearn | scikit learn', 'Keras', 'pandas', 'NumPy', 'Apache Spark | Spark | PySpark', 'Hadoop', 'Kafka | Apache Kafka', 'RabbitMQ | Rabbit MQ', 'Airflow | Apache Airflow', 'dbt', 'ETL | ELT | extract transform load', 'Data warehousing | data warehouse | DWH', 'Data engineering | data pipelines | data pipeline', 'Data analysis | data analytics', 'Data visualisation | data visualization | dataviz', 'Statistics | statistical analysis', 'A/B testing | AB testing | split testing', 'Tableau', 'Power BI | PowerBI', 'Looker', 'Jupyter', 'MLOps', 'Forecasting',
  ],
  'Cloud and operations': [
    'AWS | Amazon Web Services', 'Azure | Microsoft Azure', 'Google Cloud | GCP | Google Cloud Platform', 'Kubernetes | k8s | K8', 'Docker | containerisation | containerization | Docker Compose', 'Terraform', 'Infrastructure as code | IaC', 'Ansible', 'Pulumi', 'CloudFormation | AWS CloudFormation', 'Helm', 'OpenShift', 'Linux | Unix | Ubuntu | Debian | Red Hat', 'Windows Server', 'Nginx', 'CI/CD | CI | continuous integration | continuous delivery | continuous deployment | CI CD', 'GitHub Actions', 'GitLab CI | GitLab CI/CD', 'Jenkins', 'CircleCI', 'Argo CD | ArgoCD', 'DevOps', 'Site reliability engineering | SRE | site reliability', 'Observability', 'Prometheus', 'Grafana', 'Datadog', 'OpenTelemetry | OTel', 'Splunk', 'Incident management | incident response | on-call', 'AWS Lambda | Lambda', 'Amazon S3 | S3 | AWS S3', 'Amazon EC2 | EC2', 'Networking | TCP/IP', 'Load balancing', 'VMware',
  ],
  'Practice and quality': [
    'Git', 'GitHub', 'GitLab', 'Bitbucket', 'Jira', 'Confluence', 'Agile | agile development | agile methodologies', 'Scrum', 'Kanban', 'SAFe', 'Test-driven development | TDD | test driven development', 'Unit testing | unit tests | unit test', 'Integration testing | integration tests', 'End-to-end testing | E2E testing | end to end testing', 'Test automation | automated testing | automated tests', 'Jest', 'Vitest', 'Cypress', 'Playwright', 'Selenium', 'JUnit', 'pytest', 'Code review | code reviews | peer review', 'Pair programming', 'Refactoring', 'Design patterns', 'Object-oriented programming | OOP | object oriented programming | object-oriented', 'Functional programming', 'System design | systems design', 'Software architecture | solution architecture', 'Distributed systems', 'Performance optimisation | performance optimization | performance tuning', 'Technical writing | documentation', 'Embedded systems | embedded', 'Real-time systems',
  ],
  Security: ['Cybersecurity | cyber security | information security | infosec', 'Penetration testing | pentesting | pen testing', 'OWASP', 'Cryptography', 'IAM | identity and access management', 'SIEM', 'GDPR', 'SOC 2 | SOC2', 'ISO 27001', 'Threat modelling | threat modeling', 'Single sign-on | SSO'],
  Mobile: ['iOS | iOS development', 'Android | Android development', 'React Native', 'Flutter', 'SwiftUI', 'Jetpack Compose', 'Xamarin'],
  'Product and design': [
    'Product management | product manager', 'Product strategy', 'Roadmapping | product roadmap | roadmaps', 'User research | UX research', 'UX design | UX | user experience', 'UI design | UI | user interface', 'Figma', 'Sketch', 'Adobe XD', 'Photoshop | Adobe Photoshop', 'Illustrator | Adobe Illustrator', 'InDesign', 'Wireframing | wireframes', 'Prototyping | prototypes', 'Usability testing', 'Design systems | design system', 'Market research', 'Google Analytics | GA4', 'Mixpanel', 'OKRs | OKR | objectives and key results',
  ],
  'Business and office': [
    'Project management | project manager', 'Programme management | program management', 'Stakeholder management | stakeholder engagement', 'Budgeting | budget management | budgets', 'Financial modelling | financial modeling', 'Financial analysis', 'Accounting | bookkeeping', 'IFRS', 'GAAP', 'Excel | Microsoft Excel | MS Excel', 'PowerPoint | Microsoft PowerPoint', 'Microsoft Office | MS Office | Office 365 | Microsoft 365', 'SAP', 'Salesforce', 'HubSpot', 'CRM | customer relationship management', 'ERP | enterprise resource planning', 'Business analysis | business analyst', 'Requirements engineering | requirements gathering | requirements analysis', 'Process improvement | continuous improvement', 'Lean | lean management', 'Six Sigma', 'PMP', 'PRINCE2', 'ITIL', 'Risk management', 'Change management', 'Vendor management | supplier management', 'Procurement | purchasing', 'Supply chain | supply chain management', 'Logistics', 'Negotiation | negotiating', 'Contract management', 'Compliance', 'Auditing | audits | audit', 'Human resources | HR', 'Recruiting | recruitment | talent acquisition', 'Onboarding',
  ],
  'Marketing and sales': ['SEO | search engine optimisation | search engine optimization', 'SEM | search engine marketing | Google Ads', 'Content marketing', 'Social media | social media marketing', 'E-mail marketing | email marketing', 'Copywriting', 'Branding | brand management', 'Public relations', 'Event management', 'B2B | business-to-business', 'B2C | business-to-consumer', 'Account management', 'Business development', 'Lead generation', 'Cold calling', 'Customer success', 'Customer service | customer support', 'E-commerce | ecommerce | online retail', 'Shopify', 'WordPress'],
  'Working with people': ['Leadership | team leadership | leading teams', 'Mentoring | mentorship | mentored', 'Coaching', 'Team management | people management | line management', 'Communication | communication skills', 'Presentation | presentation skills | presenting | public speaking', 'Teamwork | collaboration', 'Cross-functional collaboration | cross-functional | cross functional', 'Problem solving | problem-solving', 'Critical thinking', 'Time management', 'Conflict resolution', 'Decision making | decision-making', 'Teaching | training delivery', 'Remote work | remote teams | distributed teams'],
  Languages: ['English', 'German', 'French', 'Spanish', 'Italian', 'Portuguese', 'Dutch', 'Polish', 'Mandarin | Chinese', 'Japanese', 'Arabic', 'Hindi', 'Russian', 'Turkish'],
} as const satisfies Record<string, readonly string[]>;

/** Names that are also words, or letters: only as they stand here. "Go", not "go"; "C", not "c". */
export const caseSensitive: ReadonlySet<string> = new Set(['Go', 'C', 'R', 'AI', 'ML', 'HR', 'UI', 'UX', 'CI', 'Rust', 'Swift', 'Dart', 'Julia', 'Apex', 'Spark', 'Express', 'Spring', 'Rails', 'Flask', 'Node', 'React', 'Lean', 'Sketch', 'Helm', 'Vite', 'Jest', 'TS', 'JS', 'Lambda', 'Looker', 'Elastic Search', 'RAG', 'SAFe', 'Scrum', 'Assembly', 'Excel', 'Ruby', 'Cypress', 'Redux', 'Bootstrap', 'SOAP', 'REST', 'Snowflake', 'Polish', 'Cassandra', 'ELK', 'Groovy', 'Unix']);

export interface Skill {
  name: string;
  category: string;
  /** With the name itself, longest first. */
  names: readonly string[];
}

export const skills: readonly Skill[] = Object.entries(lines).flatMap(([category, entries]) =>
  entries.map((entry) => {
    const names = entry.split('|').map((name) => name.trim());
    return { name: names[0] ?? entry, category, names: [...names].sort((a, b) => b.length - a.length) };
  }),
);
